import english from 'natural/lib/natural/util/stopwords.js';
import french from 'natural/lib/natural/util/stopwords_fr.js';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { foldText } from '../text/tokenize.ts';

// Words that every review uses: they tell nothing about this one.
const everyReview: Readonly<Record<OpinionLanguage, string>> = {
  en:
    'also am any aren bit bought buy can cant could couldn did didn does doesn doing don dont done else even ever every ' +
    'everything far feel few first found gave get gets getting give given go goes going good got great hadn has hasn have ' +
    'haven having he hers i ill im isn item its ive just keep know last less let like little lot made make makes many may ' +
    'me might mine more most much mustn need needs never new next nice no none nor nothing now off ok okay old once one ' +
    'ones only order ordered other others part place pretty product products purchase purchased put quite rather re real ' +
    'really review reviews right said same say see seem seems shall she should shouldn since so some something soon star ' +
    'stars still such sure take than thats the them then there these they thing things think this those though through ' +
    'time times to too tried try two under until up us use used using ve very want wanted was wasn way we well went were ' +
    'weren what when where whether which while who whole why will with without won wont work worked working works would ' +
    'within ago per via wouldn yes yet you your yours all always another around back bad best better came come day days down each enough her ' +
    'him his how however if instead into it maybe my not of on our out over perfect please recommend than their three ' +
    'today why again almost already anything as at be because been before being between both but by cannot do for from',
  fr:
    'achat achete acheter acheté achetée ai aie ailleurs ainsi alors apres après article as assez aucun aucune aujourd aura ' +
    'aurait aussi autre autres avais avait avant avec avez avoir avons bah beaucoup bien bon bonne bref bonjour car ce ceci ' +
    'cela celle celles celui cependant ces cest cet cette ceux chaque chez chose choses ci comme comment commande commandé ' +
    'contre coup dans de depuis dernier des dessus deux dire dit doit donc dont du elle elles en encore enfin entre es est ' +
    'et étaient étais était étant été être eu eux fait faire faut faites fois font hui il ils ici je jai jamais jour jours ' +
    'juste la là le les leur leurs lors lorsque lui ma mai mais malgre mal me meme même mes merci mettre mieux mis moi moins ' +
    'mon ne ni niveau non nos notre nous nouveau on ont ou où par parce pas pendant peu peut peux plus plutot plutôt point ' +
    'pour pourtant pouvoir premier premiere première prendre pris produit produits puis quand que quel quelle quelques qui ' +
    'quoi rien sa sans se sera serait ses si sinon soit sommes son sont souvent suis sur surtout ta tel tellement tes toi ' +
    'ton toujours tous tout toute toutes tres très trop tu un une utilise utiliser utilisé va vais vers veux voici voilà ' +
    'voir vos votre vous vraiment vu jusqu lorsqu puisqu quelqu moment petit petite grand grande super parfait recommande ' +
    'avis etoile étoile etoiles étoiles chaque ayant afin cas bref autant quant aurais avaient jen cet ça ca été étée',
};

function stopWords(natural: readonly string[], ours: string): ReadonlySet<string> {
  const words = [...natural, ...ours.split(' ')];
  return new Set([...words, ...words.map(foldText)]);
}

/** Words that are never keywords: those of natural, and those of every review. */
export const stopWordsOf: Readonly<Record<OpinionLanguage, ReadonlySet<string>>> = {
  en: stopWords(english.words, everyReview.en),
  fr: stopWords(french.words, everyReview.fr),
};
