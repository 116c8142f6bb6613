select accepted, counted
from (
  select
    (select count(*) from {{ref "reviews_enriched"}}) as accepted,
    (select coalesce(sum(reviews), 0) from {{ref "product_satisfaction"}}) as counted
)
where accepted <> counted
