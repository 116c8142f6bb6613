{{macro "plain_text" "expression"}}
{{!-- Tags and the usual HTML entities of web forms, as characters. The tests for < and & spare most texts the work. --}}
case
  when contains({{expression}}, '<') or contains({{expression}}, '&') then
    replace(replace(replace(replace(replace(replace(replace(replace(
      regexp_replace({{expression}}, '<[a-zA-Z/][^>]*>', ' ', 'g'),
      '&quot;', '"'), '&#39;', ''''), '&eacute;', 'é'), '&egrave;', 'è'), '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
  else {{expression}}
end
