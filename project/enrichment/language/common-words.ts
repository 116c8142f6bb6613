const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Folded words that very short reviews are made of, and that belong to one of the two languages only. */
export const commonWords: Readonly<Record<'en' | 'fr', ReadonlySet<string>>> = {
  en: words(
    'the and is it this that was with for not very good great love works work product phone card price my you of to ' +
      'meh awful terrible awesome nice perfect excellent fast cheap junk quality bought buy money stars star well fine ' +
      'best better as expected described value broken seller dishonest robbery shipping thanks thank happy ok cool amazing ' +
      'recommended highly worth waste memory easy use fits junk garbage yes so far speed storage works',
  ),
  fr: words(
    'le la les et est ce cette pas tres bien bon bonne produit nul nulle decu decue bof parfait parfaite merci je j mon ' +
      'ma mes un une des du de au aux avec pour qualite prix livraison rapide achat super top genial geniale nickel joli ' +
      'jolie conforme recommande adore satisfait satisfaite content contente ravi ravie correct mauvais mauvaise moyen ' +
      'arnaque cher facile pratique excellente casse inutile efficace solide impeccable coffret rien tout ca fait',
  ),
};
