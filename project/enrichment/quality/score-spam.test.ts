import { expect, test } from 'vitest';
import { countCharacters } from '../text/count-characters.ts';
import { tokenize } from '../text/tokenize.ts';
import { scoreSpam } from './score-spam.ts';

const score = (text: string) => scoreSpam(text, tokenize(text), countCharacters(text));

test.each([
  'BUY CHEAP WATCHES NOW!!! Visit http://best-1.example/promo and get 50 FREE!!! Click here http://best-1.example',
  'Gagnez 500 euros par jour depuis chez vous, inscription gratuite sur www.argent-facile.example',
  'Call now +33 6 12 34 56 78 for a special offer',
  'Contact me on whatsapp, extra income guaranteed, mail me at someone@example.org',
  'good good good good good good good good good good good good good good',
  'sdkfjhsdkf qwrtplkj zxcvbnmkl hgfdsrtzz',
])('calls "%s" spam', (text) => {
  expect(score(text).isSpam).toBe(true);
});

test.each([
  'Great phone, I love it!',
  'Broken. Please answer me at zoe.h@mail.example.net or +33 6 12 34 56 78.',
  'TRES DECU !!!! NE FONCTIONNE PAS DU TOUT, A EVITER !!!!',
  'See http://www.amazon.com/dp/B00109Y2DQ for the other model, which is better.',
  'The manual at sandisk.com explains it.',
  'It works in my Galaxy S3.It worked without any issues.It does come with an adapter.It is fine.',
  'Ordered on 12/03/2014, serial 0123456789, 64 GB.',
  'soooooooo goooooood',
  'Free shipping and a gift card from my sister.',
  '',
])('does not call "%s" spam', (text) => {
  expect(score(text).isSpam).toBe(false);
});

test('a score never leaves [0, 1]', () => {
  const worst =
    'CLICK HERE!!!!!! WIN WIN http://a.example http://b.example a@b.example +33612345678 aaaaaaaaaa '.repeat(4);
  expect(score(worst).spamScore).toBe(1);
});
