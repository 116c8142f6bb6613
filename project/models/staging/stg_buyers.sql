select
  buyer_id,
  email as email_pseudonym,
  postal_code as postal_area,
  created_at,
  updated_at
from {{source "shop" "buyers"}}
