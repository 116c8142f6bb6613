{{!-- Groups of fewer than 11 buyers are left out: the zone allows aggregates of 11 people and more. --}}
select
  product_category,
  language,
  count(*) as reviews,
  count(distinct buyer_id) as buyers,
  avg(quality_score) as average_quality,
  avg(word_count) as average_words,
  {{share_where "is_verified_purchase"}} as verified_share,
  {{share "sum(helpful_votes)" "sum(total_votes)"}} as helpful_share
from {{ref "reviews_enriched"}}
group by product_category, language
having count(distinct buyer_id) >= 11
order by product_category, language
