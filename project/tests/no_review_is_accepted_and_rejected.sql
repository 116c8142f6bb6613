select a.review_id
from {{ref "reviews_enriched"}} a
join {{ref "rejected_reviews"}} r on r.review_id = a.review_id
