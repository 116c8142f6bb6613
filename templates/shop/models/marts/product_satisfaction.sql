select
  p.product_id,
  p.name,
  count(*) as reviews,
  round(avg(case when r.rating >= 4 then 1.0 else 0.0 end), 3) as satisfaction_rate
from {{ref "stg_reviews"}} r
join {{ref "products"}} p using (product_id)
group by all
having count(*) >= {{var "min_reviews"}}
order by product_id
