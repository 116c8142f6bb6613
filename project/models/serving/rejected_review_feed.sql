select
  r.review_id,
  r.product_id,
  r.reason,
  c.label_en as explanation,
  c.label_fr as explanation_fr,
  r.load_id,
  r.rejected_at
from {{ref "rejected_reviews"}} r
left join {{ref "rejection_reasons"}} c on c.code = r.reason
