select
  product_id,
  name as product_name,
  category as product_category,
  brand,
  price,
  created_at,
  updated_at
from {{source "shop" "products"}}
