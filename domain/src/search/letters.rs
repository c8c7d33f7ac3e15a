//! Latin letters that have no decomposition: those with a stroke, ligatures, and letters of phonetics.

use std::sync::LazyLock;

/// Each letter with what people type instead. The values are those of the crate `any_ascii`, whose
/// tables for all scripts are too large for a browser; a test compares each letter of Unicode's
/// Latin blocks with them.
const LETTERS: &str = "\
    ßss æae ðd øo þth đd ħh ĸq łl ŋng œoe ŧt ƀb ƃb ƈc ƌd ƍz ƒf ƕhw ƙk ƚl ƛl ƞn ƣgh ƥp ƪsh ƫt ƭt ƴy \
    ƶz ƺzh ƻdz ƾts ƿw ǀc ǁx ǂqc ǃq ǝe ǥg ȝy ȡd ȣou ȥz ȴl ȵn ȶt ȷj ȸdb ȹqp ȼc ȿs ɀz ɇe ɉj ɋq ɍr ɏy ɐa \
    ɑa ɒa ɓb ɔo ɕc ɖd ɗd ɘe əe ɚer ɛe ɜe ɝer ɞo ɟj ɠg ɡg ɢg ɣg ɤu ɥy ɦh ɧh ɨi ɩi ɪi ɫl ɬl ɭl ɮlzh ɯw \
    ɰw ɱm ɲn ɳn ɴn ɵo ɶoe ɷu ɸf ɹr ɺr ɻr ɼr ɽr ɾr ɿi ʀr ʁr ʂs ʃsh ʄj ʅi ʆsh ʇt ʈt ʉu ʊu ʋv ʌa ʍw ʎy \
    ʏy ʐz ʑz ʒzh ʓzh ʖx ʗq ʘpc ʙb ʚoe ʛg ʜh ʝj ʞk ʟl ʠq ʣdz ʤdzh ʥdz ʦts ʧtsh ʨtc ʩfng ʪls ʫlz ʬww \
    ʮy ʯy ᴀa ᴁae ᴂae ᴃb ᴄc ᴅd ᴆd ᴇe ᴈe ᴉi ᴊj ᴋk ᴌl ᴍm ᴎn ᴏo ᴐo ᴑo ᴒo ᴓo ᴔoe ᴕou ᴖo ᴗo ᴘp ᴙr ᴚr ᴛt ᴜu \
    ᴝu ᴞu ᴟw ᴠv ᴡw ᴢz ᴣzh ᴦg ᴧl ᴨp ᴩr ᴪps ᴫl ᴯb ᴻn ᵎi ᵫue ᵬb ᵭd ᵮf ᵯm ᵰn ᵱp ᵲr ᵳr ᵴs ᵵt ᵶz ᵷg ᵹg ᵺth \
    ᵻi ᵼi ᵽp ᵾu ᵿu ᶀb ᶁd ᶂf ᶃg ᶄk ᶅl ᶆm ᶇn ᶈp ᶉr ᶊs ᶋsh ᶌv ᶍx ᶎz ᶏa ᶐa ᶑd ᶒe ᶓe ᶔe ᶕe ᶖi ᶗo ᶘsh ᶙu \
    ᶚzh ẜs ẝs ẟd ỻll ỽv ỿy ⱡl ⱥa ⱦt ⱨh ⱪk ⱬz ⱱv ⱳw ⱴv ⱶh ⱷo ⱸe ⱹr ⱺo ⱻe ꜧh ꜩtz ꜰf ꜱs ꜳaa ꜵao ꜷau ꜹav \
    ꜻav ꜽay ꜿc ꝁk ꝃk ꝅk ꝇl ꝉl ꝋo ꝍo ꝏoo ꝑp ꝓp ꝕp ꝗq ꝙq ꝛr ꝝr ꝟv ꝡvy ꝣz ꝥth ꝧth ꝩv ꝭs ꝱd ꝲl ꝳm ꝴn ꝵr \
    ꝶr ꝷt ꝸs ꝺd ꝼf ꝿng ꞁll ꞃr ꞅs ꞇt ꞎl ꞑn ꞓc ꞔc ꞕh ꞗb ꞙf ꞛae ꞝoe ꞟue ꞡg ꞣk ꞥn ꞧr ꞩs ꞯq ꞵb ꞷo ꞹu ꞻa \
    ꞽi ꞿu ꟁo ꟃw ꟈd ꟊs Ɤu Ꟍs ꟍs ꟑg ꟓthth ꟕww ꟗs ꟙs Ꟛl ꟛl Ƛl ꟶh ꟷi ꟺw ꟻf ꟼp ꟽm ꟾi ꟿm ꬰa ꬱae ꬲe ꬳe ꬴe \
    ꬵf ꬶg ꬷl ꬸl ꬹl ꬺm ꬻn ꬼng ꬽo ꬾo ꬿo ꭀoe ꭁoe ꭂoe ꭃoo ꭄoo ꭅr ꭆr ꭇr ꭈrr ꭉr ꭊrr ꭋr ꭌr ꭍsh ꭎu ꭏu ꭐui \
    ꭑui ꭒu ꭓx ꭔx ꭕx ꭖx ꭗx ꭘx ꭙx ꭚy ꭠia ꭡie ꭢoe ꭣuo ꭤa ꭥo ꭦdz ꭧts ꭨr 𝼀fng 𝼁g 𝼂g 𝼃k 𝼄l 𝼅lzh 𝼆y 𝼇ng 𝼈r \
    𝼉t 𝼊q 𝼋qc 𝼌qc 𝼍t 𝼎x 𝼏q 𝼐k 𝼑l 𝼒dzh 𝼓l 𝼔ng 𝼕r 𝼖r 𝼗tsh 𝼘zh 𝼙dzh 𝼚i 𝼛o 𝼜tsh 𝼝c 𝼞s 𝼥d 𝼦l 𝼧n 𝼨r 𝼩s 𝼪t";

/// What people type instead of a small Latin letter, in ASCII; `None` for any other character.
pub(super) fn plain(c: char) -> Option<&'static str> {
    static BY_LETTER: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
        let letter = |entry: &'static str| {
            let first = entry.chars().next()?;
            Some((first, entry.get(first.len_utf8()..)?))
        };
        LETTERS.split(' ').filter_map(letter).collect()
    });
    let found = BY_LETTER.binary_search_by_key(&c, |(letter, _)| *letter).ok()?;
    BY_LETTER.get(found).map(|(_, plain)| *plain)
}
