const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Folded words that short reviews are made of, in one of the two languages and in no neighbour of theirs. */
export const commonWords: Readonly<Record<'en' | 'fr', ReadonlySet<string>>> = {
  en: words(
    'the and it this that with for not very good great love works work working product phone price my you your to ' +
      'meh awful terrible awesome nice perfect fast cheap junk quality bought buy money stars fine best better as ' +
      'expected described value broken seller dishonest robbery shipping thanks thank happy cool amazing recommended ' +
      'highly worth waste memory easy use fits garbage yes far speed storage too does doesnt dont my i have has had',
  ),
  fr: words(
    'les est cette ce tres bonne produit nul nulle decu decue decus bof parfait parfaite merci je mon une aux avec pour ' +
      'livraison rapide achat genial geniale nickel joli jolie conforme adore jadore satisfait satisfaite contente ravi ' +
      'ravie mauvais mauvaise moyen cher excellente casse inutile coffret rien tout ca fait eviter absolument ennuyeux ' +
      'mouais remarquable ouah hein beau belle pas plus qu c j l d sympa dommage magnifique fuir arnaque trop',
  ),
};

/** Folded words that long reviews cannot do without, and that no other of the told languages has. */
export const functionWords: Readonly<Record<'en' | 'fr', string>> = {
  en:
    'the and this that with have has would they my you very but from your which are been it its for not dont ' +
    'to can just than out if more good great works when there how because',
  fr:
    'les est cette ce tres avec dans mais pas pour une nous vous je mon ma elle sur au aux des qui ont ete bien ' +
    'j qu n sans tout toujours jamais meme mes apres deja produit fait',
};
