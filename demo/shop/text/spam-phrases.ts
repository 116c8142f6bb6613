/** Advertisements posted as reviews, in both languages. Sites are under .example, which nobody can own (RFC 2606). */
export const spamPhrases: Readonly<Record<'en' | 'fr', readonly string[]>> = {
  en: [
    'BUY CHEAP [followers|likes|watches] NOW!!! Visit http://best-{code}.example/promo and get {amount} FREE!!! Click here http://best-{code}.example',
    'Earn ${amount} per week working from home!!! No experience needed!!! Sign up at www.easy-{code}.example and WIN WIN WIN',
    '!!! HOT DEAL !!! Use promo code SAVE{amount} on http://deals-{code}.example >>> limited offer >>> click click click http://deals-{code}.example',
    'Congratulations!!! You have WON a FREE gift card worth ${amount}!!! Claim your prize now: http://prize-{code}.example/claim',
    'Online casino bonus {amount}% FREE SPINS!!! Play now http://casino-{code}.example best casino best bonus best jackpot',
  ],
  fr: [
    'GAGNEZ {amount} EUROS PAR JOUR depuis chez vous !!! Inscription GRATUITE sur http://argent-{code}.example cliquez ici http://argent-{code}.example',
    'PROMO EXCLUSIVE !!! Code promo REMISE{amount} sur http://promo-{code}.example offre limitée >>> cliquez vite >>> http://promo-{code}.example',
    "Félicitations !!! Vous avez GAGNÉ un bon d'achat GRATUIT de {amount} euros !!! Réclamez votre cadeau : http://cadeau-{code}.example",
    'Achetez des [abonnés|likes|montres] PAS CHER !!! Visitez www.abonnes-{code}.example et recevez {amount} GRATUITS !!!',
    'Crédit rapide SANS JUSTIFICATIF {amount} euros en 24h !!! Contactez-nous www.credit-{code}.example !!! GRATUIT et sans engagement !!!',
  ],
};
