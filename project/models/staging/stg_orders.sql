select
  order_id,
  buyer_id,
  product_id,
  quantity,
  amount,
  status,
  ordered_at,
  updated_at
from {{source "shop" "orders"}}
