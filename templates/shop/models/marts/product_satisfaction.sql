select
  p.product_id,
  p.name,
  count(*) as reviews,
  avg(case when r.rating >= 4 then 1.0 else 0.0 end) as satisfaction_rate
from {{ref "stg_reviews"}} r
join {{ref "products"}} p using (product_id)
group by all
having count(*) >= {{var "min_reviews"}}
