"""Small words by which languages are told, and words whose letters show how each spells. Lists only.

Written by us from everyday use. A word that two languages share (to, me, is, par, hi, do) speaks for neither.
"""

from __future__ import annotations

_ENGLISH_SMALL = """
a an the of for with from by at on in and or but not no be been being was were are am has have had does
did will would shall should can could may might must this that these those there their they them his her
its our your my we you he she it i if when where which who whom whose what why how than then also only
very more most such about after before between during under over into through since until while because
any all each every some many much few other please let get got make made take takes without within against
across per via as up out off here now today tomorrow yesterday again still never always yet soon both own
same too just dont doesnt cannot
"""
_HINGLISH_SMALL = """
hai hain he h hein tha thi thay ho hoga hogi honge hua hui hue hu hoon hun raha rahi rahe rha rhi rhe gaya
gayi gaye gya gyi gye gai ka ki ke kaa kii ko se mein mai main ne pe tak liye lie liya wala wali wale bhi
hi na nahi nahin nhi nai mat kya kyu kyun kyon kyo kab kaha kahan kaise kaisa kaisi kaun kon kitna kitne
kitni koi kuch kuchh sab sabhi aur ya lekin magar agar toh phir fir abhi ab tab jab jo jis jise kis kisi
us is iska uska unka inka inke unke iske uske ye yeh wo woh vo yah vah isse usse unhe inhe hum ham hame
humko hamko humara hamara hamari hamare humare humari mera meri mere mujhe tum tumhara aap aapka aapki
aapke aapko apna apni apne ap log logo logon kar karo kare karen karein karna karne karte karta karti kiya
kiye karke karwa karwaye karao diya diye di de do dena dene deta dete denge dega degi lo le lena lene leta
lete lenge jao jaye jaaye jata jate jati jaana jana jane jayega jayegi jayenge aao aaye aana ane aata aate
aati aayega aayegi aayenge aya ayi aaya aayi mila mile mili milta milti milna milega milegi chahiye chahie
chaiye chahte sakta sakti sakte hota hoti hote hone hona lag laga lagi lage lagta lagao band bahut bahot
bohot bhut zyada jyada thoda thodi sirf bas bhai sahab saheb sahib ji jee din mahine mahina saal roz roj
kal aaj subah sham sath saath bad baad pehle pahle upar niche andar bahar bina wapas batao bataye bata
bolo bola kaho dekho dekha suno suna chalo chala raho rakho rakha accha acha achha acchi achhi bura kharab
theek thik sahi galat jhooth jhuth sach
"""
_SHARED = """
to me is par hi the do us so are in an a main she he ho pay log bus jan din kam him her all am as
"""
SHARED = frozenset(_ENGLISH_SMALL.split()) & frozenset(_HINGLISH_SMALL.split()) | frozenset(_SHARED.split())
ENGLISH_SMALL = frozenset(_ENGLISH_SMALL.split()) - SHARED
HINGLISH_SMALL = frozenset(_HINGLISH_SMALL.split()) - SHARED
_ENGLISH_SPELT = """
water supply power cut road street light school hospital government minister chief district collector
department office officer police station village city town municipal corporation ward public service
scheme application apply online form portal website complaint problem issue action report order notice
meeting inspection review work works project development construction building bridge highway traffic
train railway bus airport market shop ration card bank account payment money amount crore lakh rupees
pension scholarship student teacher education examination result admission college university health
doctor medicine vaccine vaccination treatment patient disease fever mosquito clean cleaning garbage waste
drain drainage sewage toilet pothole pipeline tank handpump electricity transformer meter bill voltage
farmer farmers crop crops insurance seeds fertiliser fertilizer irrigation canal dam river flood rain
weather storm warning alert advisory relief rescue disaster fire accident injured death family women woman
child children girl girls boy elderly disabled youth employment jobs training skill industry investment
tourism culture festival sports award winner national state central prime president governor chairman
secretary commissioner superintendent tehsildar election voter voting vote list polling booth awareness
campaign rally event programme program ceremony inaugurated launched announced approved released issued
distributed reviewed directed instructed appointed transferred suspended arrested registered completed
started closed opened damaged repaired broken restored pending delayed immediate urgent immediately
quickly properly available facility facilities beneficiary beneficiaries citizens residents people person
safe safety security emergency helpline number contact information details document documents certificate
identity last date time month year week daily monthly annual new old free good great best bad worst poor
high low big small first second third long short main local rural urban social media message fake news
link share follow like comment thank thanks congratulations welcome regards request kindly help support
need needs want waiting response reply corruption corrupt bribe illegal mining encroachment theft crime
protest demand demands justice shame nobody everyone something nothing anything everything house home land
property registry record records tax receipt fees sad happy love nice wow awesome excellent beautiful
birthday hello hi ok okay sorry morning evening night well done luck proud hope wish amazing useless
pathetic terrible boring funny true false right wrong open close start stop late early fast slow more less
team effort step steps plan policy
"""
_HINGLISH_SPELT = """
paani pani bijli bijlee sadak sarak gaon gaanv shahar sheher mohalla nali naali kachra kachda safai
gandagi badbu jam jaam khamba taar handpump tanki nal jal yojana yojna sarkar sarkari prashasan adhikari
karmachari mantri mukhyamantri pradhanmantri vidhayak sansad sarpanch sachiv patwari tehsil zila jila gram
panchayat nagar nigam palika parishad vibhag karyalay mandi kisan kisaan fasal beej khad sinchai nahar
kheti khet zameen jameen bhumi namantran batwara khasra khatauni patta kabza atikraman avaidh utkhanan ret
sharab nasha chori rishwat bhrashtachar ghotala jaanch karyawahi karwahi shikayat samasya samadhan
nirakaran avedan aavedan prarthana nivedan kripya dhanyavad dhanyawad shukriya badhai shubhkamna swagat
namaste namaskar jai bharat hind pradesh desh rajya bachche bachcha bacche ladki ladka beti beta mahila
mahilayen aurat buzurg vriddh vridha vidhwa divyang pension rashan anaj gehu gehun chawal dal chini tel
gas chulha makan awas ghar kutir shauchalay shikshak shiksha vidyalay chhatra chhatravritti pariksha
bharti naukri rojgar rozgar berojgari mazdoor majdoor mazdoori paisa paise rupaye rupay kist rashi khata
khate aspatal dawa dawai ilaj bimar bimari bukhar machhar teeka tika daktar marij mareez suraksha
surakshit vyavastha pareshan pareshani pareshaani takleef mushkil dikkat intezar jaldi turant kripa daya
dhyan madad sahayata sahayta seva suvidha labh vikas nirman karya pul puliya rasta raste marg gaddha gadde
gaddhe durghatna haadsa barish baarish baadh badh sukha aandhi garmi sardi thand dhup andhera ujala roshni
pashu gay gaay kutta kutte sand bakri murgi van jungle ped paudha paudhe vriksh nadi talab kuan kua tapak
chhat deewar darwaza dukan dukandar bazar bazaar mehnga mehngai sasta keemat daam bhav tol kam zyada jyada
pura poora aadha sara saara naya nayi naye purana purani chhota chhoti bada badi bade lamba uncha gehra
garib gareeb ameer janta jantaa log neta chunav matdan vote haq adhikar nyay insaf dhokha jhootha jhoothe
vada vaada vaade vade bharosa ummeed umeed khush khushi dukh sharm sharmnak badhiya badiya shandar uttam
mahan khabar samachar suchna soochna jankari janne tareekh tarikh samay subah dopahar shaam raat pakhwada
saptah varsh mahotsav mela utsav abhiyan karyakram baithak shivir samman puraskar samiti sangathan mandal
sambhag taluka basti tola para
"""
ENGLISH_SPELT = frozenset(_ENGLISH_SPELT.split()) | ENGLISH_SMALL
HINGLISH_SPELT = frozenset(_HINGLISH_SPELT.split()) | HINGLISH_SMALL

_HINDI = """
है हैं था थे थी का की के को में से पर ने और यह वह ये वे इस उस इन उन जो तो भी ही नहीं कि किया किए
गया गई गए होगा होगी होंगे होना होने हुआ हुई हुए रहा रही रहे करें करने करना कर करते करता दिया दिए
दी जाए जाएगा जाएगी सकते सकता क्या क्यों कब कहाँ कहां कैसे कौन कितना मेरा मेरी मेरे हमारा हमारी
हमारे आप आपका आपकी आपके अपना अपनी अपने लिए तक द्वारा साथ बहुत कुछ सभी सब कोई अब तब जब यहाँ वहाँ
एवं तथा या लेकिन मैं हम तुम उन्होंने इसके उसके उनके जिसमें इसमें चाहिए वाले वाली वाला बाद
"""
_MARATHI = """
आहे आहेत आहात नाही नाहीत आणि मध्ये साठी होते होता होती झाला झाली झाले केला केली केले करण्यात येत
येतो येते येथे आला आली आले तसेच असून असे असा अशी असेल होईल होणार म्हणून म्हणाले म्हणजे पाहिजे
काय कसे कसा कशी कधी कुठे किती कोण मला तुला आम्ही आम्हाला तुम्ही तुमचे तुमचा तुमची आमचे आमचा आमची
आमच्या तुमच्या माझा माझी माझे माझ्या त्या त्यांना त्यांनी त्यांच्या त्याचे त्याची तो ती ते ही हे
या व पण किंवा परंतु जर खूप छान मोठा मोठी मोठे चांगले चांगला चांगली नवीन सर्व सर्वांना सर्वांनी
पुढे पुढील नंतर आधी करा करावी करावे घ्या घ्यावा घ्यावी द्या द्यावे मिळेल मिळत मिळते मिळावे
करायचा करायची करायचे जात केंद्र शासनाचा शासनाने दिवस गावात गावातील पाणी रस्ता शाळेत शाळा जास्त
वीज मी उद्या जाहीर शेतकरी पाऊस पावसाचा तक्रार अर्ज इशारा जिल्हा महानगरपालिका पोलिस पोलीस रात्री
दुपारी मुले मुलगी मुलगा घरी घरात सुट्टी आपण आपले आपली आपला सांगितले दिले दिली घेतला घेतली त्याला
तिला होऊ करू
"""
# Nepali, Bhojpuri, Maithili, Sanskrit.
_OTHER_DEVANAGARI = """
छ छन् छैन छु हुन्छ हुने भयो भएको भएका गर्ने गर्न गर्छ गर्छौं गरेको गरेका गरी पनि लागि हाम्रो
हामी मेरो तपाईं तपाईंलाई तिम्रो यो त्यो थियो थिए बाट देखि नेपाल नेपाली दिएका दिएको धेरै बानी
बाटे बाड़ी बाड़े बाड़न रउआ रउरा हमनी तोहार हमार कइल गइल भइल अछि छथि अस्ति सन्ति भवति भवतु च एव
इति यदा तदा ददाति जयते नमः
"""
# What ends like a Nepali or Sanskrit word and is Hindi.
_HINDI_ENDS_SAME = "स्वयम् वन्देमातरम् एवम् परम्"
HINDI = frozenset(_HINDI.split())
MARATHI = frozenset(_MARATHI.split()) - frozenset(
    ("होता", "होती", "होते", "ही", "या", "व", "जात", "केंद्र", "दिवस")
)
OTHER_DEVANAGARI = frozenset(_OTHER_DEVANAGARI.split())
HINDI_ENDS_SAME = frozenset(_HINDI_ENDS_SAME.split())
