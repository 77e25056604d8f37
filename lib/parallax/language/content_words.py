"""Words that stopwordsiso lists among the stop words of a language although they mean something.

A stop word of this project is a function word: an article, pronoun, preposition, conjunction, auxiliary, particle,
numeral or adverb that says nothing of a subject. The lists of the package are longer: they have *war*, *money* and
*said* in one language or another, codes of countries in English, and broken forms. Topics and contrasts would say
little without such words, so they are taken out of the lists again, one by one, by reading.
"""

from __future__ import annotations

#: Words to take out, by the code of the language.
CONTENT_WORDS = {
    "en": """
        10 39 a's able ableabout abst accordance act ad added adj adopted ae af affected affecting affects ag ah ai
        aint al amount announce ao appear appreciate appropriate aq ar area areas aren arent arpa ask asked asking
        asks associated au auth available aw awfully az b ba back backed backing backs bb bd began begin beginning
        beginnings begins believe best better bf bg bh bi big bill billion biol bj bm bn bo bottom br brief briefly bs
        bt buy bv bw bz c c's ca call came cant caption case cases cause causes cc cd cf cg ch changes ci ck cl clear
        clearly click cm cmon cn co co. com come comes computer con consider considering contain containing contains
        copy corresponding couldn couldnt course cr cry cs cu cv cx cy cz d darent date de dear describe described
        detail didn didnt differ different differently dj dk dm doesn doesnt don dont doubtful downed downing downs
        due dz e early ec ed edu ee effect eg eh eighty empty end ended ending ends er es et et-al evenly ex example f
        face faces fact facts far felt ff fi fifth fifty fify fill find finds fire fix fj fk fm fo found fr free front
        full fully furthered furthering furthers fx g ga gave gb gd ge general gf gg gh gi give given gives giving gl
        gm gmt gn go goes going gone good goods got gotten gov gp gq gr great greater greatest greetings group grouped
        grouping groups gs gt gu gw gy h hadnt happens hasn hasnt haven havent hed hell hello help heres herse” hes hi
        hid high higher highest himse” hk hm hn home homepage hopefully hr ht htm html http hu id ie ignored ii il ill
        im immediate importance important inc inc. index indicate indicated indicates information int interest
        interested interesting interests invention inward io iq ir isn isnt itd itll itse” ive j je jm jo join jp k ke
        keep keeps kept keys kg kh ki kind km kn knew know known knows kp kr kw ky kz l la large largely last lb lc
        let lets li like liked likely line little lk ll long longer longest look looking looks low lower lr ls lt ltd
        lu lv ly m ma made make makes making man maynt mc md mean means member members men mg mh microsoft mightnt mil
        mill million minus miss mk ml mm mn mo move mp mq mr mrs ms msie mt mu mug mustnt mv mw mx myse” mz n na name
        nc nd ne neednt net netscape neverf neverless new newer newest nf ng ni ninety nl nos noted novel np nr nu
        null number numbers nz o obtain obtained ok okay old older oldest om omitted one's open opened opening opens
        opposite ord order ordered ordering orders org oughtnt p pa page pages part parted particular parting parts
        past pe pf pg ph pk pl place placed places please plus pm pmid pn point pointed pointing points poorly
        possible potentially pp pr predominantly present presented presenting presents problem problems promptly proud
        provided provides pt put puts pw py q qa que qv r ran rd re readily recent ref refs related research reserved
        resulted resulting results right ring ro room rooms round ru run rw s sa said saw say saying says sb sc sd se
        sec second secondly seconds section see seeing seen sees self selves sensible sent serious seriously sg sh
        shant shed shell shes shouldn shouldnt show showed showing shown showns shows si side sides significant
        significantly similar similarly sincere site sj sk sl sm small smaller smallest sn somethan sorry specified
        specify specifying sr st state states stop strongly su sub successfully sufficiently suggest sup sure sv sy
        system sz t t's take taken taking tc td tell test text tf tg th thank thanks thanx thatll thats thatve thered
        therell therere theres thereve theyd theyll theyre theyve thick thin thing things think thinks thorough
        thoroughly thoughh thought thoughts throug tip tis tj tk tm tn today took top tp tr tried tries trillion truly
        try trying ts tt turn turned turning turns tv tw twas tz u ua ug uk um un undoing unfortunately ups use used
        useful usefully usefulness uses using uucp uy uz v va value various vc ve versus vg vi vn vol vols vs vu w
        want wanted wanting wants wasn wasnt way ways web webpage website wed welcome well wells went weren werent
        weve wf whatll whats whatve wheres whim whod wholl whos widely width willing wish won wonder wont words work
        worked working works world wouldn wouldnt ws www x y year years youd youll young younger youngest youre youve
        yt yu z za zero zm zr
    """,
    "de": """
        ag allgemeinen anderr au beispiel bekannt besser besten dank dasein ehrlich ei ei, eigen eigene eigenen
        eigener eigenes ende ernst früher gab gehen geht gekannt gemacht gesagt gibt ging gott gross grosse grossen
        grosser grosses groß große großen großer großes gut gute guter gutes heisst hoch jahr jahre jahren kam kleine
        kleinen kleiner kleines kommen kommt kurz lang lange leicht leide lieber los machen macht machte mahn mann
        mensch menschen mittel morgen nahm natürlich neue neuen offen ordnung recht rechte rechten rechter rechtes
        richtig rund sa sache sagt sagte sah satt schlecht schluss startseite steht suche tag tage tagen tat teil tel
        tritt uhr unse vergangenen wahr weit wissen zeit
    """,
    "fr": """
        ah allo allô anterieur anterieure anterieures attendu bah bas basee bat beau bigre bon boum bravo brrr cher
        chers chiche chut chère chères clac clic comparable comparables compris couic crac debout dire directe
        directement dit dite dits dos dring droite début effet essai euh extenso exterieur flac floc font force gens
        ha haut hein hem hep hi ho holà hop hou houp hue hum hurrah hé importe juste laisser las maximale mince mine
        minimale mot multiple multiples na naturel naturelle naturelles necessaire necessairement nommés nouveau
        nouveaux oh ohé ollé olé ore ouf ouias oust ouste ouvert ouverte ouverts paf pan parle parlent parler parole
        parseme partant particulier particulière particulièrement pense permet personnes pff pfft pfut pif pire pièce
        plein plouf possessif possessifs possible possibles pouah prealable probable probante procedant proche psitt
        pur pure quant-à-soi quanta rare rares relative relativement remarquable rend rendre restant reste restent
        restrictif retour sacrebleu sait sapristi sein semblable semblaient semble semblent sent specifique
        specifiques speculatif stop strictement subtiles suffisant suffisante suffit suit suivre sujet superpose tac
        tardive tenant tend tenir tente tic toc touchant tsoin tsouin uniformement unique uniques valeur vif vifs
        vivat vive vives vlan voie voient zut état
    """,
    "ru": """
        c алло белый близко большой важная важное важные важный вернуться вечер взгляд взять вид видел видеть вода
        война вопрос выйти главный глаз говорил говорит говорить год года году голова голос город давать далекий дать
        дверь дел делал делать делаю дело день деньги должный дом дорога друг думать душа ждать жена женщина жизнь
        жить занят занята занято заняты земля знать значить иди идти имеет имел иметь имя казаться книга комната конец
        лежать лет лицо любить люди м маленький мать машина меля место миллионов минута мир мира многочисленная
        многочисленное многочисленные многочисленный можхо мор москва найти народ начала начать новый нога ночь нужный
        оказаться остаться ответить отец писать плечо подойди подумать пожалуйста пойти пол получить помнить понимать
        понять последний посмотреть правда прекрасно процентов путь работа работать ребенок решить россия рука русский
        ряд свет сделать сеаой сидеть сила сказал сказала сказать слово случай смотреть советский спасибо спросить
        стал старый стать стол сторона стоять страна суть считать товарищ тысяч увидеть улица уметь утро хороший
        хорошо хотеть хочешь час человек являюсь
    """,
    "fa": """
        آباد آمد آمده آورد آورده آيد آیند اثرِ احتراما استفاد استفاده اشکارا اعلام امسال امشب امور انجام انشاالله
        انصافا بار بارة باره بخش بخشی بخواه بد برابر برابرِ براحتی برخوردار برداري بروز بزرگ بزودی بعری بندي بهتر
        بهترين بگو بگوید بگویم بگویند بگویی بگویید بگوییم بگیر بگیرد بگیرم بگیرند بگیری بگیرید بگیریم بیا بیاب بیابد
        بیابم بیابند بیابی بیابید بیابیم بیاور بیاورد بیاورم بیاورند بیاوری بیاورید بیاوریم بیاید بیایم بیایند بیایی
        بیایید بیاییم تازه تولِ جديد جدید جريان جریان جلوگيري جمعا جناح جهت حاضر حق خب خدمات خلاصه خوب خوشبختانه خیاه
        دانست دانند ديده ديروز دیروز راحت راه رسما رسید رفت رفته روب روز روزانه روزهاي ريزي زمان زمانی زمینه ساخته
        سازي سالانه سالیانه سریعا سریِ سعي شخصا شدید شناسي صورت ضدِّ طرف طريق طریق علّتِ عمل عملا عنوان عنوانِ فردا
        فكر قابل قصدِ لطفا لطفاً متاسفانه مجانی مدت مدّتی مردم مرسی مستقیما ممکن موارد مورد ميليارد ميليون می‌رسد
        می‌رود ناشي نام نشان نمايد نوع نوعي نوعی نگاه هبچ واقعی وجود وضع وگو يابد ّه پارسال پاعینِ پیدا چيزي چیز چیزی
        کامل کتبا کنونی گذاري گذاشته گذشته گرفت گرفتم گرفتن گرفتند گرفته گرفتی گرفتید گرفتیم گروهي گفت گفتم گفتن گفتند
        گفته گفتی گفتید گفتیم گه گو گويد گويند گوید گویم گویند گویی گویید گوییم گيرد گيري گیرد گیرم گیرند گیری گیرید
        گیریم یابد یابم یابند یابی یابید یابیم یافت یافتم یافتن یافته یافتی یافتید یافتیم
    """,
    "ar": """
        آض آه آهاً أب أجل أخ أخذ أقبل أنشأ أوّهْ اثر اجل اخلولق ارتدّ استحال اطار اعادة اعلنت اف اكد الاخيرة الذاتي
        السابق الماضي المقبل الوقت اليوم انبرى انقلب ايار ايام باسم بخٍ برس بطآن بنا تبدّل تحوّل جلل جير حار حاي حم
        ذيت راح رجع زيارة سبحان سرعان سنة سنوات شبه شخصا شرع صباح صفر صهٍ صهْ طاق طفق طَق عاد عام عاما عامة عدد علق
        عوض عين عَدَسْ غدا فلان فو قال قام قوة كرب كلم كِخ لعمر لقاء للامم لوكالة مايو مساء مليار مليون نهاية نَخْ هبّ
        هيت هَجْ و6 واضاف واضافت واكد واهاً واوضح وقال وقالت وقف وَيْ يوم
    """,
}
