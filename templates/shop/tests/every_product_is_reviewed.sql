-- A singular test: the rows that it selects are failures.
select p.product_id
from {{ref "products"}} p
left join {{ref "stg_reviews"}} r using (product_id)
where r.review_id is null
