{{macro "clean_text" "expression" max="500"}}
substr(trim(regexp_replace({{expression}}, '\s+', ' ', 'g')), 1, {{max}})
