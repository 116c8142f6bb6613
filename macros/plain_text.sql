{{macro "plain_text" "expression"}}
replace(replace(replace(replace(replace(replace(replace(replace(regexp_replace({{expression}}, '<[a-zA-Z/][^>]*>', ' ', 'g'), '&quot;', '"'), '&#39;', ''''), '&eacute;', 'é'), '&egrave;', 'è'), '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
