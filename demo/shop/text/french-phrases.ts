import type { PhraseBook } from './phrase-book.ts';

export const frenchPhrases: PhraseBook = {
  openers: {
    positive: [
      "J'ai acheté {this} {use} et [je suis ravie|je ne regrette pas du tout|c'est une réussite].",
      "C'est mon deuxième achat chez {brand} et [toujours aussi content|je ne suis pas déçue].",
      "Après {months} mois d'utilisation [quotidienne|régulière], je peux dire que [c'était le bon choix|je suis conquis].",
      "[Ma sœur|Mon voisin|Une collègue|Mon mari|Ma femme] m'avait conseillé {the} {brand} et [avait raison|je comprends pourquoi].",
      "J'hésitais un peu, mais {this} [m'a convaincu|est une belle surprise].",
      '[Exactement|Tout à fait] ce que je cherchais {use}.',
    ],
    mixed: [
      "J'utilise {this} {use} depuis {months} mois et [je reste partagée|mon avis est mitigé].",
      'Il y a [du bon et du moins bon|des points forts et des points faibles] avec {this}.',
      "Je m'attendais à [un peu mieux|autre chose] de la part de {brand}.",
      "{This} [fait le travail|est correct dans l'ensemble], sans plus.",
      'Un achat [moyen|en demi-teinte], ni bon ni mauvais.',
    ],
    negative: [
      "J'ai acheté {this} {use} et [je le regrette vraiment|je suis très déçue].",
      "J'avais lu de bons avis sur {the} {brand}, mais [quelle déception|je tombe de haut].",
      'Au bout de {days} jours, {the} [est déjà à la poubelle|repart chez le vendeur].',
      'Plus jamais {brand} [en ce qui me concerne|chez moi].',
      "[J'écris rarement des avis|Je ne commente jamais d'habitude], mais là il faut prévenir les autres.",
      "{This} [ne mérite même pas une étoile|est mon pire achat de l'année].",
    ],
  },
  sentences: {
    delivery: {
      positive: [
        "La livraison a été [très rapide|rapide et soignée|plus rapide qu'annoncé], colis reçu en {days} jours.",
        "Le colis est arrivé avec un jour d'avance et le livreur était [aimable|très sympathique].",
        'Commandé [lundi|dimanche soir|vendredi], reçu {days} jours après, [rien à redire|parfait].',
        'Le suivi du colis était [précis|mis à jour à chaque étape] et la livraison gratuite.',
        "Expédition le jour même, [livré à l'heure prévue|reçu avant le week-end].",
        'Le livreur a [respecté le créneau|laissé le colis chez mon voisin comme demandé].',
      ],
      negative: [
        'La livraison a pris {weeks} semaines [au lieu des trois jours promis|sans aucune explication].',
        'Le colis a été [laissé sous la pluie|déposé à la mauvaise adresse|perdu deux fois] par le transporteur.',
        "Le suivi [n'a jamais bougé|indiquait « livré » alors que je n'avais rien reçu].",
        "Reçu [bien trop tard pour l'anniversaire|très en retard sur la date annoncée].",
        "J'ai attendu le livreur [deux jours de suite|tout l'après-midi] et personne n'est venu.",
        'Livraison [lente|interminable], et la commande est arrivée en deux fois.',
      ],
    },
    quality: {
      positive: [
        "La qualité est [excellente|au rendez-vous|remarquable], [c'est du solide|on sent que c'est fait pour durer].",
        'Les matériaux sont [très bons|de belle qualité] et les finitions [soignées|impeccables].',
        'Après {months} mois, {the} [fonctionne toujours comme au premier jour|a gardé son éclat].',
        'Un produit [robuste|bien fabriqué|solide], qui a résisté à [quelques chutes|un usage quotidien].',
        'Tout fonctionne [parfaitement|à merveille], idéal {use}.',
        'On [voit|sent] que {brand} soigne la qualité.',
      ],
      negative: [
        "{The} [ne marche plus|a rendu l'âme|a cessé de fonctionner] au bout de {days} jours.",
        "Le plastique fait bas de gamme et [a cassé|s'est fendu] presque tout de suite.",
        'Le produit est arrivé [défectueux|en panne] et celui de remplacement [avait le même défaut|ne vaut pas mieux].',
        'La qualité est [médiocre|catastrophique|très loin des photos].',
        "Le produit [chauffe de façon inquiétante|fait un bruit affreux|sent très mauvais] quand on s'en sert.",
        "La couleur [n'a rien à voir avec la photo|s'en va déjà].",
      ],
    },
    price: {
      positive: [
        'Pour {price}, le rapport qualité-prix est [excellent|imbattable].',
        "Le prix est [très correct|vraiment honnête] pour ce que c'est.",
        'Payé {price} pendant les soldes, [une très bonne affaire|je ne regrette pas un centime].',
        "Moins cher qu'en magasin et [tout aussi bien|de même qualité].",
        'Difficile de trouver mieux [à ce prix-là|pour cette somme].',
      ],
      negative: [
        "À {price}, c'est [beaucoup trop cher|hors de prix] pour ce que c'est.",
        "[De l'argent jeté par les fenêtres|Ça ne vaut pas son prix], on trouve mieux pour moitié moins.",
        'Le prix a baissé [deux jours après ma commande|la semaine suivante], très désagréable.',
        "{price} pour ça, c'est [une arnaque|du vol].",
        'Des frais cachés ont [fait grimper la note|doublé le prix affiché].',
      ],
    },
    service: {
      positive: [
        "Le service client [a répondu dans l'heure|est aimable et efficace] quand j'ai posé une question.",
        'Le vendeur a [renvoyé la pièce manquante|échangé le produit] sans [discuter|poser de questions].',
        "J'ai dû renvoyer le premier et le remboursement [est arrivé en {days} jours|a été rapide].",
        "Un SAV à l'écoute, qui [m'a rappelée|a tout expliqué avec patience].",
        "L'équipe de {brand} [connaît son produit|a réglé mon problème en un seul message].",
      ],
      negative: [
        'Le service client [ne répond jamais|est inexistant|envoie toujours la même réponse toute faite].',
        "J'attends mon remboursement depuis {weeks} semaines et [personne ne répond|mes messages restent sans réponse].",
        "Le vendeur [refuse le retour|m'accuse d'avoir cassé le produit|a été très désagréable au téléphone].",
        "Le SAV [me renvoie d'un interlocuteur à l'autre|a fermé mon dossier sans réponse].",
        "La garantie ne vaut rien : {brand} [me demande de payer la réparation|refuse de l'appliquer].",
      ],
    },
    usability: {
      positive: [
        "Très [facile|simple] à [installer|utiliser|nettoyer], même [mon père|ma grand-mère] s'en sort.",
        'La notice est [claire|bien faite] et tout était prêt en {minutes} minutes.',
        'Un format [léger|compact|confortable], [qui se range partout|facile à transporter].',
        'Les commandes sont [intuitives|bien placées] et [ça marche du premier coup|tout est logique].',
        'Tout était en place en {minutes} minutes, [sans outil|sans la moindre difficulté].',
      ],
      negative: [
        'La notice est [incompréhensible|très mal traduite] et il manque la moitié des étapes.',
        "La prise en main est [pénible|mauvaise], c'est [trop lourd|inconfortable] et [compliqué à nettoyer|fatigant à utiliser].",
        "L'installation m'a pris [toute la soirée|deux heures] et [la connexion ne marche toujours pas|rien ne fonctionne].",
        "Les boutons sont [trop petits|mal placés] et on [se trompe sans arrêt|doit s'y prendre à deux mains].",
        'Le couvercle est si [dur|mal conçu] que [je me fais mal aux doigts|je renonce] à chaque fois.',
      ],
    },
    packaging: {
      positive: [
        'Le produit est arrivé [bien emballé|parfaitement protégé] dans un [carton solide|carton recyclé] sans plastique.',
        "L'emballage est [très joli|élégant], [idéal|parfait] pour offrir.",
        "Chaque pièce était emballée [séparément|avec soin] et rien n'était abîmé.",
        "La boîte [s'ouvre facilement|est petite et bien pensée] et [il ne manquait rien|tout y était].",
      ],
      negative: [
        'Le carton était [écrasé|éventré|trempé] et [il manquait une pièce|un coin était enfoncé].',
        "L'emballage est [ridicule|beaucoup trop grand], [un énorme carton plein de plastique|sans aucune protection].",
        "Arrivé sans [protection|boîte d'origine], donc évidemment [rayé|ébréché].",
        'Le sceau était [cassé|déjà ouvert] et le produit avait [manifestement déjà servi|des traces de doigts partout].',
      ],
    },
  },
  turns: ['Par contre, ', 'En revanche, ', 'Cela dit, ', 'Malheureusement, ', 'Mais ', 'Seul bémol : '],
  closers: {
    positive: [
      'Je recommande [vivement|les yeux fermés].',
      'Je rachèterai [sans hésiter|demain].',
      'Cinq étoiles [bien méritées|sans hésitation].',
      'Merci {brand} !',
      '[Très satisfaite|Un client heureux].',
    ],
    mixed: [
      'Ça ira [pour le moment|en attendant mieux].',
      'Trois étoiles, [ni plus ni moins|peut mieux faire].',
      "Réfléchissez bien avant de [commander|l'acheter].",
      'Pas mauvais, mais pas [extraordinaire|formidable] non plus.',
    ],
    negative: [
      'À fuir [absolument|sans regret].',
      'Je veux être remboursée.',
      'Je ne recommande [pas du tout|à personne].',
      '[Très déçu|Vraiment mécontente de cet achat].',
      'Gardez votre argent et [allez voir ailleurs|achetez autre chose].',
    ],
  },
  summaries: {
    positive: [
      'Très bon produit',
      'Je recommande',
      'Excellent rapport qualité-prix',
      'Ravie de mon achat',
      'Parfait {use}',
      'Rien à redire',
      'Belle surprise',
      'Conforme à mes attentes',
    ],
    mixed: ['Moyen', 'Correct sans plus', 'Peut mieux faire', 'Avis mitigé', 'Du bon et du moins bon'],
    negative: [
      'Très déçu',
      'À éviter',
      'Argent jeté par les fenêtres',
      'En panne au bout de {days} jours',
      'Mauvaise qualité',
      'Ne pas acheter',
      'Plus jamais',
    ],
  },
};
