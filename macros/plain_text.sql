{{macro "plain_text" "expression"}}
{{!-- Tags and the usual HTML entities of web forms, as characters. The tests for < and & spare most texts the work. --}}
case
  when contains({{expression}}, '<') or contains({{expression}}, '&') then
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      regexp_replace({{expression}}, '<[a-zA-Z/][^>]*>', ' ', 'g'),
      '&quot;', '"'), '&#39;', ''''), '&#34;', '"'), '&apos;', ''''),
      '&rsquo;', '’'), '&eacute;', 'é'), '&egrave;', 'è'), '&ecirc;', 'ê'),
      '&agrave;', 'à'), '&acirc;', 'â'), '&aacute;', 'á'), '&ccedil;', 'ç'),
      '&icirc;', 'î'), '&iacute;', 'í'), '&ocirc;', 'ô'), '&oacute;', 'ó'),
      '&ugrave;', 'ù'), '&uacute;', 'ú'), '&ntilde;', 'ñ'), '&euro;', '€'),
      '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
  else {{expression}}
end
