import type { PhraseBook } from './phrase-book.ts';

export const englishPhrases: PhraseBook = {
  openers: {
    positive: [
      'I bought {this} {use} and [could not be happier|it has been great so far|I am really pleased].',
      'Second {thing} I have ordered from {brand} and [again a very good one|still impressed].',
      '[After|Following] {months} months of [daily|regular] use I [can say|am glad to say] it was the right choice.',
      'My [sister|neighbour|colleague|husband|wife] recommended the {product} and [was right|I see why].',
      'I was [hesitating|a bit sceptical] at first, but {this} [won me over|surprised me in a good way].',
      '[Exactly|Just] what I needed {use}.',
    ],
    mixed: [
      'I have used {this} {use} for {months} months and I am [still undecided|of two minds].',
      'The {product} is [an average|a fairly ordinary] {thing}, neither good nor bad.',
      'There are [good points and bad points|pros and cons] with {this}.',
      'I expected [a little|somewhat] more from {brand}.',
      '{This} [does the job|is all right], without more.',
    ],
    negative: [
      'I bought {this} {use} and I [really regret it|am very disappointed].',
      'I had [high hopes|read good things] about the {product}, but [what a let-down|it is a big disappointment].',
      'After {days} days {the} [is already in the bin|went back to the seller].',
      'Never again {brand} for me.',
      'I [rarely|seldom] write reviews, but I want to warn [other buyers|people] about {this}.',
      '{This} is [not worth a single star|the worst purchase I have made this year].',
    ],
  },
  sentences: {
    delivery: {
      positive: [
        'Delivery was [very fast|quick and on time|faster than announced], it [arrived|was here] in {days} days.',
        'The parcel [came|arrived] a day early and the driver [was friendly|rang the bell and waited].',
        'Ordered on [Monday|Sunday evening|Friday], delivered {days} days later, [perfect|no complaints].',
        'Shipping was free and the tracking was [accurate|updated at every step].',
        'It was dispatched the same day and [arrived right on schedule|reached me before the weekend].',
        'The courier [kept to the time slot|left it safely with my neighbour as I had asked].',
      ],
      negative: [
        'Delivery took {weeks} weeks [instead of the promised three days|and nobody told me why].',
        'The parcel was [left in the rain|dropped at the wrong address|lost twice] by the courier.',
        'The tracking [never moved|said "delivered" although I had received nothing].',
        'It arrived [far too late for the birthday|long after the date they announced].',
        'I waited at home for the driver [two days in a row|the whole afternoon] and no one came.',
        'Shipping was [slow|terribly slow] and the order came in two separate deliveries.',
      ],
    },
    quality: {
      positive: [
        'The build quality is [excellent|really solid|impressive] and it feels [made to last|sturdy in the hand].',
        'The materials are [very good|of high quality] and the finish is [neat|flawless].',
        'After {months} months {the} still [works like new|looks brand new].',
        '{The} is [strong|well made|robust] and has survived [a fall or two|daily use] without a scratch.',
        'It works [perfectly|beautifully] and is ideal {use}.',
        'You can [tell|feel] that {brand} cares about quality.',
      ],
      negative: [
        '{The} [broke|stopped working|fell apart] after {days} days.',
        'The [plastic|seam|hinge|switch] feels cheap and [cracked|came loose] almost at once.',
        'Mine arrived [faulty|defective] and the replacement [had the same fault|was no better].',
        'The quality is [poor|terrible|far below what the photos show].',
        'It [gets worryingly hot|makes a nasty noise|smells of chemicals] when you use it.',
        'The [colour|finish] is [nothing like the picture|already peeling off].',
      ],
    },
    price: {
      positive: [
        'For {price} it is [great value|an absolute bargain|worth every penny].',
        'The price is [very fair|hard to beat] for what you get.',
        'I paid {price} in the sale and [would have paid more|it was money well spent].',
        'Cheaper than in the shops and [just as good|no less reliable].',
        'You will not find a better {thing} [for the money|at this price].',
      ],
      negative: [
        'At {price} it is [overpriced|far too expensive] for what it does.',
        '[Not worth the money|A waste of money], you can find better for half the price.',
        'The price went down by a third [two days after I ordered|the very next week], which is annoying.',
        '{price} for this is [a rip-off|a joke].',
        'Hidden [fees|import charges] made it much more expensive than the price shown.',
      ],
    },
    service: {
      positive: [
        'Customer service [answered within the hour|was helpful and polite] when I had a question.',
        'The seller [replaced a missing part|sent a new one] without [any fuss|asking questions].',
        'I had to return the first one and the refund [came in {days} days|was quick and easy].',
        'Great support: they [called me back|explained everything patiently].',
        'The staff at {brand} [know their product|solved my problem in one message].',
      ],
      negative: [
        'Customer service [never answers|is useless|keeps sending the same copied reply].',
        'I have been waiting {weeks} weeks for my refund and [nobody replies|they ignore my messages].',
        'The seller [refused the return|blamed me for the fault|was rude on the phone].',
        'Their support [passed me from one person to another|closed my ticket without an answer].',
        'The guarantee is worth nothing: {brand} [told me to pay for the repair|would not honour it].',
      ],
    },
    usability: {
      positive: [
        'It is [very easy|really simple] to [set up|use|clean], even my [father|grandmother] manages.',
        'The instructions are [clear|well written] and I was up and running in {minutes} minutes.',
        '{The} is [light|comfortable|compact] and [fits everywhere|easy to carry].',
        'The controls are [intuitive|where you expect them] and everything [works at the first try|just works].',
        'I had everything ready in {minutes} minutes, [without any tools|with no trouble at all].',
      ],
      negative: [
        'The instructions are [impossible to understand|badly translated] and half of the steps are missing.',
        '{The} is [awkward to hold|too heavy|uncomfortable] and [tiring to use|a pain to clean].',
        'Setting it up took me [the whole evening|two hours] and it [still does not pair|never worked properly].',
        'The buttons are [too small|confusing] and you [keep pressing the wrong one|need both hands].',
        'The lid is so [stiff|badly designed] that I [hurt my fingers|give up] every time.',
      ],
    },
    packaging: {
      positive: [
        'It came [carefully packed|well protected] in a [sturdy box|recycled cardboard box] without plastic.',
        'The packaging is [lovely|elegant], [ideal|perfect] for a present.',
        'Everything was wrapped [separately|with care] and nothing was damaged.',
        'The box was [easy to open|small and tidy] and [all the parts were there|nothing was missing].',
      ],
      negative: [
        'The box was [crushed|torn open|soaked] and [a part was missing|the corner was dented].',
        'The packaging is [ridiculous|far too large], [a huge box full of plastic|with no padding at all].',
        'It arrived without [any protection|its original box], so of course it was [scratched|chipped].',
        'The seal was [broken|already open] and {the} had [clearly been used|fingerprints all over it].',
      ],
    },
  },
  turns: ['However, ', 'On the other hand, ', 'That said, ', 'Sadly, ', 'But ', 'On the downside, '],
  closers: {
    positive: [
      'I [highly|warmly] recommend it.',
      'Would buy again [without hesitation|tomorrow].',
      'Five stars [from me|well deserved].',
      'Thank you {brand}!',
      '[Very satisfied|A happy customer].',
    ],
    mixed: [
      'It will do [for now|until I find better].',
      'So three stars, [no more, no less|it could be better].',
      'Think twice before you [order|buy].',
      'Not bad, not [great|wonderful] either.',
    ],
    negative: [
      'Avoid [at all costs|this one].',
      'I want my money back.',
      'I do not recommend it [at all|to anyone].',
      '[Very disappointed|Really unhappy with this purchase].',
      'Save your money and [look elsewhere|buy something else].',
    ],
  },
  summaries: {
    positive: [
      'Great {thing}',
      'Love it',
      'Excellent value',
      'Very happy with it',
      'Works perfectly',
      'Highly recommended',
      'Better than expected',
      'Just right {use}',
    ],
    mixed: ['It is okay', 'Average {thing}', 'Could be better', 'Good and bad', 'Not what I expected', 'Does the job'],
    negative: [
      'Very disappointed',
      'Do not buy',
      'Waste of money',
      'Broke after {days} days',
      'Poor quality',
      'Avoid this {thing}',
      'Never again',
    ],
  },
};
