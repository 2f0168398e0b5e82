"""Strict patterns of furniture: weak labels for real text, from which train.py learns.

In: a block of text. Out: the pattern that matches, or None. A pattern is (regular expression, most words a block may have).
They find about a third of the furniture; the learned model, which sees what else stands in those blocks, finds the rest.
"""
import re

# fmt: off
ENGLISH = [
# teasers
(r"^\W*(read|see|watch|listen|also|also read|read also|see also|also see|also on|more|related|photos?|videos?|pictures|gallery|slideshow|don'?t miss|full (coverage|story|text|transcript)|related (stories|articles|content|coverage|links?|topics?)|must[- ]see|must read|recommended|from the archives?|interactive|graphic|flashback|quiz|poll|opinion|editorial|explainer|podcast|in pictures|exclusive|live( blog| updates)?|more (from|on|about)[\w .'’]{0,40}|read( the)? more|read next|watch (now|more|live|next)|click here|also in [\w .'’]{0,30}|special coverage|further reading|sign up|subscribe|download|fact check|view|join|listen to)\s*[:|>»]",30),
(r"^\W*(read|see) (more|also|next|on|the full (story|report|article|text|transcript))\b.{0,80}$",14),
(r"^\W*(keep|continue) reading\b",12),(r"^\W*story continues?\b",12),(r"continues? (reading )?(below|after)\b",10),
(r"^\W*(just watched|must watch|now playing|more videos|related videos?)\b",40),
(r"^\W*(most|top) (read|popular|viewed|stories|shared)\b",6),
(r"^\W*(you (may|might)( also)? (like|be interested)|recommended( for you| stories)?|trending( now)?|up next|more (stories|news|headlines|to read|on this|coverage))\W*$",10),
(r"^\W*more (from|on|in)\b[^.]{0,60}$",10),
(r"^\W*(related|similar) (articles?|stor(y|ies)|topics?|posts?|content|links?)\b",12),
(r"^\W*for more( on| from| news| information| stories| coverage|,)\b.{0,100}(click|visit|here|follow|go to|see)\b",30),
# click / tap
(r"\b(click|tap) (here|below|on the link|through|to (share|expand|enlarge|view|read|play|watch|get|subscribe|sign|see|rate|email|print|tweet|open))\b",40),
(r"\bclick for (more|the)\b",20),
(r"\b(bookmark (us|this)|home ?screen|add (us|this|it) to)\b",20),
(r"^\W*(get|download|install) (the|our)\b.{0,40}\bapp\b",25),(r"\b(app store|google play)\b",14),(r"\b(our|the) (free )?(mobile )?app\b.{0,40}(for )?(ios|android|iphone)",25),
# newsletter
(r"\b(sign ?up|subscribe|register)\b.{0,80}\b(newsletters?|inbox|email|e-mail|alerts?|updates|podcast|youtube|today|here|now|free)\b",45),
(r"\b(your|their) (e-?mail )?inbox\b",45),(r"\bin your inbox\b",60),(r"^\W*(subscribe|sign ?up)\b",14),
(r"\b(newsletters?)\b.{0,40}\bsign",40),(r"\bmanage newsletters\b",10),(r"\bunsubscribe at any time\b",60),
(r"\b(by (signing|clicking|subscribing|registering|submitting|continuing|using this)[^.]{0,60}you (agree|consent|accept))\b",80),
(r"\bprivacy policy\b",30),(r"\bterms (of (use|service)|and conditions)\b",30),
(r"\b(re)?captcha\b",40),
# follow
(r"\b(follow|find|like|join|friend) (us|me|him|her|them|@\w+|[A-Z]\w+( [A-Z]\w+){0,2}|the author|the writer)?\b.{0,30}\b(on|via|at) (twitter|facebook|instagram|google|youtube|linkedin|telegram|flipboard|social)\b",35),
(r"^\W*follow @\w+",25),(r"^\W*(share|tweet|email|e-mail|print|pin|facebook|twitter|pinterest|linkedin|whatsapp|reddit|flipboard|copy link|google\+?|more|save|this|article|story|via|on|\W)+$",14),
(r"^\W*(share|e-?mail|print|tweet) (this|on|via|to|with|the)\b",10),
(r"\bon twitter:? ?(at )?@\w+",30),(r"\b(tweets?|follow) (at|as|him|her|me|them)? ?@\w+",30),
(r"^\W*@\w+\W*$",3),
# contact, bio
(r"\b(email|e-mail|write to|contact|reach|send (a |your )?(letters?|tips?|comments?|feedback|questions?)).{0,60}\S+@\S+",40),
(r"^\W*(write to|contact)\b.{0,60}@",20),(r"\[email( |\W)protected\]",30),
(r"^\S+@\S+\.\w+$",2),
(r"\b(is|was) (a|an|the|editor|executive|senior|associate|deputy|managing|founder|president|author|professor|director|host|co-\w+)\b.{0,120}\b(columnist|contributor|correspondent|reporter|journalist|editor|fellow|author of|professor (of|at|emeritus)|host of|contributing (editor|writer)|staff writer|writer (for|at|based)|blogger|commentator)\b.{0,160}$",0),
(r"^\W*(about the authors?|about us|view author archive|author archive)\b",10),
(r"\b(views|opinions) expressed\b.{0,80}\b(are|own|those|do not|not necessarily)\b",70),
(r"\bcontributed to this (report|story|article|post)\b",45),(r"\bcontributed( reporting)?\.?$",14),(r"^\W*contributing:",25),
(r"^\W*\(?(reporting|writing|additional reporting|edited|editing|written|compiled|translated) by\b",40),
(r"^\W*(by|posted by|written by|story by|author:?) ([A-Z][\w.'’-]+|[A-Z]\.)( (and|&|,)? ?[A-Z][\w.'’-]+){1,7}[^.]{0,40}$",14),
(r"^\W*by the associated press",8),(r"^(the )?associated press$",4),
(r"\bspecial to (the )?\w+",6),(r"^\W*opinion (columnist|contributors?)\b",4),
# copyright
(r"^\W*(©|\(c\)|copyright)\s",40),(r"\ball rights reserved\b",60),(r"\bmay not be (published|reproduced|reprinted)",60),(r"\b(reprint|reprinted|reproduced|republished|used) (here )?(with|by)( the)?( kind)? permission\b",40),
(r"©\s?(\d{4}|copyright|[A-Z])",30),
(r"\b(originally|first) (appeared|published|posted|ran) (in|on|at|by)\b",25),
# cookies
(r"\b(uses?|using|accept|our|all|necessary|third-party|disable|enable) cookies\b",40),(r"\bcookie (policy|settings|notice|preferences)\b",30),
# dates
(r"^\W*(last )?(updated|published|posted|modified|first published|first posted)( on|:|\s)",14),
(r"^\W*((mon|tues|wednes|thurs|fri|satur|sun)day,? )?(jan(uary|\.)?|feb(ruary|\.)?|mar(ch|\.)?|apr(il|\.)?|may|june?|july?|aug(ust|\.)?|sept?(ember|\.)?|oct(ober|\.)?|nov(ember|\.)?|dec(ember|\.)?) \d{1,2},? \d{4}\b.{0,30}$",9),
(r"^\W*\d{1,2}(st|nd|rd|th)? (january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.? \d{4}\b.{0,20}$",8),
(r"^\W*\d+ (minutes?|hours?|days?|weeks?|months?|years?) ago\W*$",5),(r"^\W*\d+ min(ute)?s? read\W*$",5),(r"^\W*\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$",3),
# credit
(r"^\W*(photo(graph)?s?|image|picture|video|credit|illustration|source|graphic|file photo|screenshot|screengrab|caption)( (by|credit|source|copyright|courtesy( of)?|via)\b|:|/)",30),
(r"(?<!told )\b(getty images|ap photo|afp|reuters|shutterstock|istock(photo)?|getty|associated press|epa|upi|flickr|wikimedia commons|newscom|youtube|pixabay|ap|courtesy)[^\w.]*$",45),
(r"\((ap\b|reuters|afp|getty|associated press|photo|image|file|credit|courtesy|screenshot)[^()]{0,60}\)\W*$",60),(r"\bphotograph: [A-Z]",60),(r"\btoggle caption\b",80),(r"^\W*enlarge this image",60),(r"\bimage copyright\b",40),(r"^(hide|show) caption\b",80),(r"\bmedia (caption|playback)\b",60),(r"^\W*slideshow\b",5),(r"^\W*(prev(ious)?|next|image|photo) (image|photo|slide)? ?\d+ of \d+",8),(r"^\W*\d+ (of|/) \d+\W*$",4),(r"\bfile photo\b",60),(r"^\W*photos:",200),
# ad
(r"^\W*(advertisements?|ad|ads|sponsored|advertorial|promoted|paid content)\W*$",4),(r"^\W*(advertisement|sponsored)\b",10),(r"^\W*close\b",3),
# comments, forms, login
(r"^\W*(leave|post|add|write|read|view|show|load)( a| the| your| all| more)? (comments?|reply)\b",10),(r"^\W*\d+ comments?\W*$",4),(r"\bcomments? (section )?(below|are closed|policy)\b",25),(r"\b(log|sign) ?in (to|or|with)\b.{0,30}\b(comment|account|continue|read|post)\b",20),(r"\byour email address\b|\brequired fields\b|\bfields are (marked|required)\b|\bplease enter (a|your)\b|\binvalid e-?mail\b",40),
(r"^\W*(log ?in|sign ?in|register|sign ?up|log ?out|my account|create (an )?account|forgot password|home|search|menu|contact( us)?|about( us)?|next|previous|back|top|submit|send|reply|video|audio|photos?|photo|image|loading|embed|play|transcript|newsletter|newsletter sign-?up|advertise|privacy|donate|subscribe|archives?|tags?|topics?|comments?|share|print|email)\W*$",3),
(r"\b(browser|javascript)\b.{0,60}\b(not support|doesn'?t support|does not|enable|disabled|turn on)\b|\benable javascript\b",40),
(r"\b(join the (conversation|discussion)|what do you think\?|have your say|tell us (what|about|in)|let us know)\b",25),
# polls
(r"^\W*(poll|survey|quiz|vote( now)?|take (our|the) (poll|quiz|survey))\b\W*(:|$|now|in)",30),(r"\bvote (now|in (our|urgent|this))\b",30),
# donate
(r"\b(donate (now|today)|make a (tax-deductible )?(donation|contribution|gift)|support (our|independent|quality) (work|journalism|reporting|mission)|become a (member|supporter|subscriber)|tax-deductible|reader[- ]supported)\b",70),
# updates
(r"\b(this|the) (story|article|post|report|piece|headline|version|column)\b.{0,40}\b(has been|was|have been|will be) (updated|corrected|amended|revised|changed)\b",60),
(r"^\W*(correction|clarification|editor'?s?[’']?s? note|update[ds]?( \d[\d:]*)?)s?\b\W*(:|—|$)",60),(r"\b(earlier|previous) version of this\b",60),(r"\bthis is a (developing|breaking) (news )?story\b|\bcheck back (for|later)\b",30),
(r"^\W*(breaking( news)?|live( updates)?|developing|just in)\W*(:|$)",16),
(r"\brush transcript\b|\btranscripts? (provided|are created|may not)\b",60),
]
GERMAN = [
(r"^\W*(lesen sie|lies) (auch|mehr|dazu|hier)\b|^\W*(mehr zum thema|weitere (artikel|beiträge|informationen|meldungen|nachrichten|infos|themen)|auch interessant|(das )?könnte (sie|dich) (auch )?interessieren|ähnliche (beiträge|artikel|themen)|zum weiterlesen|weiterlesen|verwandte (artikel|themen)|mehr (zu|über|von|aus)|siehe auch|neueste|beliebte|meistgelesen|empfohlene)\b",14),
(r"\b(newsletter|abonnieren|abonnenten?|abo|digitalabo|probeabo|e-mail-adresse|pflichtfeld\w*|erforderliche felder|passwort|anmelden|einloggen|registrieren|registriert|impressum|datenschutz\w*|agb|cookies?|werbung|anzeige|kommentare?|kommentieren|antworten|teilen|drucken|merken|startseite|spenden|unterstützen sie|jetzt|folgen sie|folge (uns|mir)|gefällt mir|nach oben|übersicht|zur startseite|lesezeit|alle rechte vorbehalten|nachdruck|warenkorb|kontakt|downloads?|app)\b",9),
(r"\b(newsletter)\b.{0,60}\b(abonnieren|anmelden|bestellen|kostenlos)\b|\bcookies?\b.{0,60}\b(verwende\w*|nutz\w*|akzeptieren|zustimm\w*|einstellungen)\b|e-mail-adresse wird nicht|akismet|in diesem browser speichern|alle rechte vorbehalten",40),
(r"^\W*(foto|bild|quelle|video|grafik|autor|text|fotos|von|kategorie\w*|schlagw\w+|tags?|themen|stand|veröffentlicht( am)?|aktualisiert( am)?|erstellt( am)?|tel\.?|telefon|fax|mehr)\s*:",16),
(r"^\W*((mo|diens|mitt|donners|frei|sams|sonn)\w*,? ?)?\d{1,2}\. ?(januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember) \d{4}.{0,20}$",8),
(r"^\W*(veröffentlicht|aktualisiert|erstellt) am\b",9),(r"^\W*\d+ kommentare?\W*$",3),(r"hinterlasse|kommentar schreiben|schreibe? (sie )?einen kommentar",9),
]
MORE = [
(r"^\W*(follow|like|find|join) .{2,60}\bon (twitter|facebook|instagram|google|youtube|linkedin|flipboard)\b",25),
(r"^\W*follow us\b",15),(r"\bphotograph: ",60),(r"^\W*(facebook twitter pinterest|enlarge|expand)\b",70),
(r"^\W*(by|by:) (?-i:[A-Z][\w.'’-]+) (?-i:[A-Z][\w.'’-]+)(,? (and|&) (?-i:[A-Z][\w.'’-]+) (?-i:[A-Z][\w.'’-]+))?(?:$|,| for | \||//).{0,60}$",16),
(r"^file\s?[-–—]",100),(r"^in this( \w+\.? \d+, \d{4},?)?( file)?( photo| image)\b.*(released|provided|taken|file|ap photo)",90),
(r"\breuters/(?-i:[A-Z])",60),(r"\b(pictured|seen) (above|below|left|right)\b.{0,10}$",40),
(r"\bcontributed (from|reporting)\b",40),(r"^interested in .* add ",60),(r"^\W*update,? \d",8),
(r"\b(this|the) (article|story|interview|transcript|conversation|report|post|essay|piece|excerpt|column)\b.{0,40}\b(edited|condensed|from the archive|originally|co-?published|contains material|adapted)\b",40),
(r"\baffiliate commission\b|\bthrough our links\b|\bbuy through\b",50),
(r"\b(send|share) (us )?your (pictures|photos|videos|photos and video|story|stories|thoughts|experiences?|tips)\b",50),
(r"\brefresh (this|the|your) (page|browser)\b",40),(r"\bbrowser cannot\b|\bcopy this code\b|\bautoplay\b",60),
(r"\bon scribd\W*$",25),(r"^\W*(see also|read also|also read|also watch|also see)\b",30),(r"\b(tip\?|news tip)\b",30),(r"\b(text|send) (it|them|us) (to|at)\b.{0,40}(@|\d{5})",40),
(r"^photos? ?: ",2000),(r"^\W*related (?-i:[A-Z])",25),(r"(?-i:[a-z’'”\"?A-Z]) read more$",40),(r"^\W*update[,:] (?-i:[A-Z])\w+",60),
(r"\bcontent partner\b|\bnonprofit newsroom\b",60),(r"\| ?(ap|getty|reuters|afp|ap photo)\b",60),(r"^\W*(note|update)\W*$",2),
(r"^\(?(video|photos?|audio|document|story|watch|read|listen|quiz|poll|chart|map|full text|transcript)\b[^.]{0,12}: ",30),
(r"\( ?(photos?|videos?|watch|read|see related|see also|story|quiz|related)\b[^)]{0,80}\)\W*$",22),
(r"\bimage caption\b|\bmedia caption\b",60),(r"^— .{2,60}\(@\w+\) (?-i:[A-Z])\w+ \d{1,2}, \d{4}\W*$",12),
]
# fmt: on
COMPILED = [(re.compile(p, re.I if "[A-Z]" not in p else 0), most or 60) for p, most in ENGLISH + GERMAN]
COMPILED += [(re.compile(p, re.I), most) for p, most in MORE]


def furniture_pattern(text):
    n_words = len(text.split())
    for pattern, most in COMPILED:
        if n_words <= most and pattern.search(text):
            return pattern.pattern
    return None
