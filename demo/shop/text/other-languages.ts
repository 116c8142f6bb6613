/** Reviews in languages that the project does not treat: whole sentences, strung together two to four at a time. */
export const otherLanguages: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Die Lieferung war sehr schnell und das Paket kam unbeschädigt an.',
    'Leider ist das Gerät nach zwei Wochen kaputt gegangen und der Verkäufer antwortet nicht.',
    'Ich bin mit dem Kauf sehr zufrieden und würde es jederzeit wieder bestellen.',
    'Die Verarbeitung ist ordentlich, aber der Preis ist meiner Meinung nach zu hoch.',
    'Die Anleitung ist schlecht übersetzt und kaum zu verstehen.',
    'Für diesen Preis kann man wirklich nichts Besseres erwarten.',
    'Der Kundendienst war freundlich und hat mir sofort weitergeholfen.',
  ],
  es: [
    'El envío fue muy rápido y el paquete llegó en perfecto estado.',
    'Por desgracia dejó de funcionar a los quince días y el vendedor no contesta.',
    'Estoy muy contenta con la compra y volvería a pedirlo sin dudarlo.',
    'La calidad es buena, aunque el precio me parece demasiado alto.',
    'Las instrucciones están mal traducidas y no se entiende nada.',
    'Por este precio no se puede pedir mucho más, cumple su función.',
    'El servicio de atención al cliente me ayudó enseguida con mi problema.',
  ],
  it: [
    'La spedizione è stata velocissima e il pacco è arrivato in ottime condizioni.',
    'Purtroppo dopo due settimane ha smesso di funzionare e il venditore non risponde.',
    "Sono molto soddisfatta dell'acquisto e lo ricomprerei senza pensarci.",
    'La qualità è buona, ma secondo me il prezzo è troppo alto.',
    'Le istruzioni sono tradotte male e non si capisce quasi niente.',
    'Per quello che costa non ci si può lamentare, fa il suo dovere.',
    'Il servizio clienti è stato gentile e ha risolto subito il problema.',
  ],
  nl: [
    'De levering was heel snel en het pakket kwam netjes verpakt aan.',
    'Helaas ging het apparaat na twee weken kapot en de verkoper reageert niet.',
    'Ik ben erg tevreden met mijn aankoop en zou het zo weer bestellen.',
    'De kwaliteit is goed, maar ik vind de prijs eigenlijk te hoog.',
    'De handleiding is slecht vertaald en nauwelijks te begrijpen.',
  ],
  pt: [
    'A entrega foi muito rápida e a encomenda chegou em perfeitas condições.',
    'Infelizmente deixou de funcionar ao fim de duas semanas e o vendedor não responde.',
    'Estou muito satisfeita com a compra e voltaria a encomendar sem hesitar.',
    'A qualidade é boa, mas acho que o preço é demasiado elevado.',
    'As instruções estão mal traduzidas e não se percebe quase nada.',
  ],
};
