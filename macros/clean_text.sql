{{macro "clean_text" "expression" max="500"}}
{{!-- Any white space becomes one space. The pattern leaves single spaces alone: '\s+' would rewrite every word of a text. --}}
substr(trim(regexp_replace({{expression}}, '\s\s+|[^\S ]', ' ', 'g')), 1, {{max}})
