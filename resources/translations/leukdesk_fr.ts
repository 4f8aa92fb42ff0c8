<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n cellule</numerusform>
            <numerusform>%n cellules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certain suggestion(s)</source>
        <translation>
            <numerusform>%n suggestion certaine</numerusform>
            <numerusform>%n suggestions certaines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed cell(s)</source>
        <translation>
            <numerusform>%n cellule modifiée</numerusform>
            <numerusform>%n cellules modifiées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n caractère</numerusform>
            <numerusform>%n caractères</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s)</source>
        <translation>
            <numerusform>%n décision</numerusform>
            <numerusform>%n décisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier end(s)</source>
        <translation>
            <numerusform>%n fin antérieure</numerusform>
            <numerusform>%n fins antérieures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n événement</numerusform>
            <numerusform>%n événements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n champ</numerusform>
            <numerusform>%n champs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n golden picture(s)</source>
        <translation>
            <numerusform>%n image de référence</numerusform>
            <numerusform>%n images de référence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n modèle</numerusform>
            <numerusform>%n modèles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model package(s)</source>
        <translation>
            <numerusform>%n paquet de modèle</numerusform>
            <numerusform>%n paquets de modèle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n mois</numerusform>
            <numerusform>%n mois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more thing(s)</source>
        <translation>
            <numerusform>%n autre point</numerusform>
            <numerusform>%n autres points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new cell(s)</source>
        <translation>
            <numerusform>%n nouvelle cellule</numerusform>
            <numerusform>%n nouvelles cellules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other cell(s)</source>
        <translation>
            <numerusform>%n autre cellule</numerusform>
            <numerusform>%n autres cellules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n endroit</numerusform>
            <numerusform>%n endroits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n enregistrement</numerusform>
            <numerusform>%n enregistrements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slide session(s)</source>
        <translation>
            <numerusform>%n session de lame</numerusform>
            <numerusform>%n sessions de lame</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uncertain suggestion(s)</source>
        <translation>
            <numerusform>%n suggestion incertaine</numerusform>
            <numerusform>%n suggestions incertaines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n white cell(s)</source>
        <translation>
            <numerusform>%n globule blanc</numerusform>
            <numerusform>%n globules blancs</numerusform>
        </translation>
    </message>
    <message>
        <source>{named} and {more} more</source>
        <translation>{named} et {more} de plus</translation>
    </message>
    <message>
        <source>For research use only. Not for use in diagnostic procedures.</source>
        <translation>Réservé à la recherche. Ne pas utiliser à des fins de diagnostic.</translation>
    </message>
    <message>
        <source>&apos;{source}&apos; could not be classified, for a reason that this program does not know ({reason}). Classify it by itself; if that fails too, leave it out and report it.</source>
        <translation>«&#xa0;{source}&#xa0;» n&apos;a pas pu être classé, pour une raison que ce programme ne connaît pas ({reason}). Classez cette image seule&#xa0;; si cela échoue aussi, laissez-la de côté et signalez-le.</translation>
    </message>
    <message>
        <source>Calibrated at {calibrated} pixels, which {now} do not fit: it is not applied. Choose that resolution, or calibrate.</source>
        <translation>Étalonnage fait à {calibrated} pixels, ce qui ne convient pas à {now}&#xa0;: il n&apos;est pas appliqué. Choisissez cette résolution ou étalonnez.</translation>
    </message>
    <message>
        <source>The calibration could not be kept in {folder}: {reason}. See that the disk has room and that the folder can be written to, and save it again.</source>
        <translation>L&apos;étalonnage n&apos;a pas pu être enregistré dans {folder}&#xa0;: {reason}. Vérifiez qu&apos;il reste de la place sur le disque et que l&apos;écriture dans le dossier est permise, puis enregistrez-le de nouveau.</translation>
    </message>
    <message>
        <source>The blank field {path} cannot be read. Calibrate this objective again.</source>
        <translation>Le champ vide {path} est illisible. Étalonnez de nouveau cet objectif.</translation>
    </message>
    <message>
        <source>The camera {camera} is opened again for what was set.</source>
        <translation>La caméra {camera} est rouverte pour appliquer le réglage.</translation>
    </message>
    <message>
        <source>The camera {camera} is connected but gives no picture. Close every other program that uses it, and check that this one is allowed to use the camera; otherwise unplug it and plug it in again.</source>
        <translation>La caméra {camera} est connectée mais ne donne aucune image. Fermez tout autre programme qui l&apos;utilise et vérifiez que celui-ci a le droit d&apos;utiliser la caméra&#xa0;; sinon, débranchez-la et rebranchez-la.</translation>
    </message>
    <message>
        <source>The camera {camera} has stopped sending pictures. Check its cable and its power.</source>
        <translation>La caméra {camera} n&apos;envoie plus d&apos;images. Vérifiez son câble et son alimentation.</translation>
    </message>
    <message>
        <source>Connected are: {cameras}.</source>
        <translation>Sont connectées&#xa0;: {cameras}.</translation>
    </message>
    <message>
        <source>No camera is connected; the virtual microscope always is.</source>
        <translation>Aucune caméra n&apos;est connectée&#xa0;; le microscope virtuel l&apos;est toujours.</translation>
    </message>
    <message>
        <source>The camera {camera} is not connected. Check its cable, or choose another source. {choice}</source>
        <translation>La caméra {camera} n&apos;est pas connectée. Vérifiez son câble ou choisissez une autre source. {choice}</translation>
    </message>
    <message>
        <source>The camera does not send {asked}; it sends {sent}.</source>
        <translation>La caméra n&apos;envoie pas {asked}&#xa0;; elle envoie {sent}.</translation>
    </message>
    <message>
        <source>{asked:g} frames a second were asked for; the camera gives {rate:g}.</source>
        <translation>{asked:g} images par seconde étaient demandées&#xa0;; la caméra en donne {rate:g}.</translation>
    </message>
    <message>
        <source>How long each picture is exposed. By hand, pictures stay comparable.</source>
        <translation>Durée d&apos;exposition de chaque image. En réglage manuel, les images restent comparables.</translation>
    </message>
    <message>
        <source>How long each picture is exposed. By hand, pictures stay comparable. A power of two: −6 is 1/64 of a second, −7 half of that.</source>
        <translation>Durée d&apos;exposition de chaque image. En réglage manuel, les images restent comparables. Puissance de deux&#xa0;: −6 correspond à 1/64 de seconde, −7 à la moitié.</translation>
    </message>
    <message>
        <source>How much the sensor&apos;s signal is amplified; more gain is more noise.</source>
        <translation>Amplification du signal du capteur&#xa0;; plus de gain donne plus de bruit.</translation>
    </message>
    <message>
        <source>The colour of light that the camera takes for white.</source>
        <translation>La couleur de lumière que la caméra prend pour du blanc.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Exposition</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>White balance</source>
        <translation>Balance des blancs</translation>
    </message>
    <message>
        <source>The camera does not let {control} be set.</source>
        <translation>La caméra ne permet pas de régler&#xa0;: {control}.</translation>
    </message>
    <message>
        <source>Let the camera choose; its choice changes from field to field.</source>
        <translation>Laisser choisir la caméra&#xa0;; son choix change d&apos;un champ à l&apos;autre.</translation>
    </message>
    <message>
        <source>{control} automatic</source>
        <translation>{control} automatique</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Larger pictures show more and come less often. The camera is opened again for it.</source>
        <translation>Les grandes images montrent plus et arrivent moins souvent. La caméra est rouverte pour cela.</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>Taille d&apos;image</translation>
    </message>
    <message>
        <source>Pictures a second that are asked for. The camera is opened again for it.</source>
        <translation>Images par seconde demandées. La caméra est rouverte pour cela.</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Cadence</translation>
    </message>
    <message>
        <source>The source</source>
        <translation>La source</translation>
    </message>
    <message>
        <source>{source} failed unexpectedly ({error}). Choose another source, or restart the program.</source>
        <translation>{source}&#xa0;: défaillance imprévue ({error}). Choisissez une autre source ou redémarrez le programme.</translation>
    </message>
    <message>
        <source>{source} has given no picture for {seconds:g} seconds. Check that it is connected and switched on, or choose another source.</source>
        <translation>{source}&#xa0;: aucune image depuis {seconds:g} secondes. Vérifiez que la source est connectée et allumée, ou choisissez-en une autre.</translation>
    </message>
    <message>
        <source>{source} still repeats one old picture. Switch the camera off and on again.</source>
        <translation>{source}&#xa0;: toujours la même ancienne image. Éteignez la caméra et rallumez-la.</translation>
    </message>
    <message>
        <source>{source} has sent no picture for {seconds:g} seconds. Check its cable and its power.</source>
        <translation>{source}&#xa0;: aucune image reçue depuis {seconds:g} secondes. Vérifiez le câble et l&apos;alimentation.</translation>
    </message>
    <message>
        <source>{source} has repeated one picture for {seconds:g} seconds. Check its cable; if this stays, switch the camera off and on again.</source>
        <translation>{source}&#xa0;: la même image depuis {seconds:g} secondes. Vérifiez le câble&#xa0;; si cela persiste, éteignez la caméra et rallumez-la.</translation>
    </message>
    <message>
        <source>{source} has given no picture for {seconds:g} seconds. Check that its drive or network folder is still connected, or choose another source.</source>
        <translation>{source}&#xa0;: aucune image depuis {seconds:g} secondes. Vérifiez que son disque ou son dossier réseau est toujours connecté, ou choisissez une autre source.</translation>
    </message>
    <message>
        <source>No camera is named. Choose one, or give its name, an address, a video file or &apos;virtual&apos;.</source>
        <translation>Aucune caméra n&apos;est indiquée. Choisissez-en une, ou donnez son nom, une adresse, un fichier vidéo ou «&#xa0;virtual&#xa0;».</translation>
    </message>
    <message>
        <source>{source} cannot be looked for: {reason}. Give a camera&apos;s name, an address, or a video file that this account may read.</source>
        <translation>Impossible de chercher {source}&#xa0;: {reason}. Donnez le nom d&apos;une caméra, une adresse, ou un fichier vidéo que ce compte peut lire.</translation>
    </message>
    <message>
        <source>the camera&apos;s own size</source>
        <translation>la taille propre à la caméra</translation>
    </message>
    <message>
        <source>{size} as {code}</source>
        <translation>{size} en {code}</translation>
    </message>
    <message>
        <source>Passed over, as the camera does not have it: {formats}.</source>
        <translation>Ignoré, car la caméra ne l&apos;a pas&#xa0;: {formats}.</translation>
    </message>
    <message>
        <source>Passed over {format}: no picture came in {seconds:g} seconds.</source>
        <translation>Ignoré {format}&#xa0;: aucune image reçue en {seconds:g} secondes.</translation>
    </message>
    <message>
        <source>Connecting to the source.</source>
        <translation>Connexion à la source.</translation>
    </message>
    <message>
        <source>Connecting to {source}.</source>
        <translation>Connexion&#xa0;: {source}.</translation>
    </message>
    <message>
        <source>The live view is stopped.</source>
        <translation>La vue en direct est arrêtée.</translation>
    </message>
    <message>
        <source>{source} has been played to its end.</source>
        <translation>{source}&#xa0;: lecture terminée.</translation>
    </message>
    <message>
        <source>Live: {source}.</source>
        <translation>En direct&#xa0;: {source}.</translation>
    </message>
    <message>
        <source>{source} gives pictures, but they cannot be corrected by the station&apos;s calibration ({error}). Calibrate again, or choose another objective.</source>
        <translation>{source}&#xa0;: des images arrivent, mais l&apos;étalonnage de la station ne peut pas les corriger ({error}). Étalonnez de nouveau ou choisissez un autre objectif.</translation>
    </message>
    <message>
        <source>No video could be had from {address}: nothing answers there, or what answers is not video. Check the address, and that the camera is on and on the same network.</source>
        <translation>Aucune vidéo n&apos;a pu être obtenue de {address}&#xa0;: rien n&apos;y répond, ou ce qui répond n&apos;est pas une vidéo. Vérifiez l&apos;adresse, et que la caméra est allumée et sur le même réseau.</translation>
    </message>
    <message>
        <source>The video from {address} has stopped. Check that the camera is on and on the network.</source>
        <translation>La vidéo de {address} s&apos;est arrêtée. Vérifiez que la caméra est allumée et sur le réseau.</translation>
    </message>
    <message>
        <source>The video file {file} does not exist. Check its name and folder.</source>
        <translation>Le fichier vidéo {file} n&apos;existe pas. Vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>The file {file} cannot be played: it is damaged, or in a format that is not known. Convert it to MP4 (H.264) or AVI (MJPEG).</source>
        <translation>Le fichier {file} ne peut pas être lu&#xa0;: il est endommagé ou d&apos;un format inconnu. Convertissez-le en MP4 (H.264) ou AVI (MJPEG).</translation>
    </message>
    <message>
        <source>The file {file} holds no picture that can be read. Record or convert it again.</source>
        <translation>Le fichier {file} ne contient aucune image lisible. Enregistrez-le ou convertissez-le de nouveau.</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À la main</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Platine</translation>
    </message>
    <message>
        <source>Optics</source>
        <translation>Optique</translation>
    </message>
    <message>
        <source>Slide</source>
        <translation>Lame</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Pannes</translation>
    </message>
    <message>
        <source>Stage moves</source>
        <translation>Déplacement</translation>
    </message>
    <message>
        <source>By itself it goes from white cell to white cell; setting a place takes it over by hand.</source>
        <translation>En mode automatique, la platine va d&apos;un globule blanc au suivant&#xa0;; choisir un endroit la fait passer à la main.</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Horizontal</translation>
    </message>
    <message>
        <source>Where the middle of the field is, from the left; the stage glides there.</source>
        <translation>Où se trouve le milieu du champ, à partir de la gauche&#xa0;; la platine y glisse.</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Vertical</translation>
    </message>
    <message>
        <source>Where the middle of the field is, from the top; the stage glides there.</source>
        <translation>Où se trouve le milieu du champ, à partir du haut&#xa0;; la platine y glisse.</translation>
    </message>
    <message>
        <source>Empty place</source>
        <translation>Endroit vide</translation>
    </message>
    <message>
        <source>Shows a place without cells in the same light, for the blank field of a calibration.</source>
        <translation>Montre un endroit sans cellules sous la même lumière, pour le champ vide d&apos;un étalonnage.</translation>
    </message>
    <message>
        <source>Stage micrometer</source>
        <translation>Micromètre objet</translation>
    </message>
    <message>
        <source>Puts a ruler with a line every 10 µm on the stage, to measure the scale of a calibration by.</source>
        <translation>Place sur la platine une règle avec un trait tous les 10&#xa0;µm, pour mesurer l&apos;échelle d&apos;un étalonnage.</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>Turns another objective in; the scale and the depth of focus change with it.</source>
        <translation>Met un autre objectif en place&#xa0;; l&apos;échelle et la profondeur de champ changent avec lui.</translation>
    </message>
    <message>
        <source>Fine focus</source>
        <translation>Mise au point</translation>
    </message>
    <message>
        <source>Height of the stage; while the stage moves by itself, 0 is always in focus.</source>
        <translation>Hauteur de la platine&#xa0;; quand la platine se déplace automatiquement, 0 est toujours net.</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>Lampe</translation>
    </message>
    <message>
        <source>Brightness of the light; 100 % is the usual.</source>
        <translation>Luminosité de la lumière&#xa0;; 100&#xa0;% est la valeur habituelle.</translation>
    </message>
    <message>
        <source>Colour of the light</source>
        <translation>Couleur de la lumière</translation>
    </message>
    <message>
        <source>The camera&apos;s white balance stays set for {kelvin:g} K: lower is yellower, higher bluer.</source>
        <translation>La balance des blancs de la caméra reste réglée pour {kelvin:g}&#xa0;K&#xa0;: plus bas est plus jaune, plus haut plus bleu.</translation>
    </message>
    <message>
        <source>Uneven light</source>
        <translation>Éclairage inégal</translation>
    </message>
    <message>
        <source>How much darker the corners and one side are, and how strongly dust shows.</source>
        <translation>De combien les coins et un côté sont plus sombres, et à quel point la poussière se voit.</translation>
    </message>
    <message>
        <source>Stain</source>
        <translation>Coloration</translation>
    </message>
    <message>
        <source>The batch of stain that was used.</source>
        <translation>Le lot de colorant utilisé.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Bruit</translation>
    </message>
    <message>
        <source>grey levels</source>
        <translation>niv. gris</translation>
    </message>
    <message>
        <source>Of the sensor; with 0 a field at rest repeats one picture, which counts as a fault of the camera.</source>
        <translation>Du capteur&#xa0;; à 0, un champ au repos répète une seule image, ce qui compte comme une panne de la caméra.</translation>
    </message>
    <message>
        <source>Lost frames</source>
        <translation>Images perdues</translation>
    </message>
    <message>
        <source>So many frames never arrive.</source>
        <translation>Cette part des images n&apos;arrive jamais.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Figée</translation>
    </message>
    <message>
        <source>The camera sends the same picture again and again.</source>
        <translation>La caméra envoie sans cesse la même image.</translation>
    </message>
    <message>
        <source>Plugged in</source>
        <translation>Branché</translation>
    </message>
    <message>
        <source>Switched off, the camera is gone until it is plugged in.</source>
        <translation>Si c&apos;est désactivé, la caméra disparaît jusqu&apos;à ce qu&apos;elle soit rebranchée.</translation>
    </message>
    <message>
        <source>virtual microscope</source>
        <translation>microscope virtuel</translation>
    </message>
    <message>
        <source>The virtual microscope is unplugged. Switch &apos;Plugged in&apos; on again, or choose another source.</source>
        <translation>Le microscope virtuel est débranché. Réactivez «&#xa0;Branché&#xa0;» ou choisissez une autre source.</translation>
    </message>
    <message>
        <source>The virtual microscope was unplugged. Switch &apos;Plugged in&apos; on again, or choose another source.</source>
        <translation>Le microscope virtuel a été débranché. Réactivez «&#xa0;Branché&#xa0;» ou choisissez une autre source.</translation>
    </message>
    <message>
        <source>The virtual microscope does not know the options in &apos;{spec}&apos;. Write for example &apos;virtual:seed=7&apos;, or style={styles}, size=1280x960, fps=30, objective={objectives}, drive={drives}, with commas between.</source>
        <translation>Le microscope virtuel ne connaît pas les options de «&#xa0;{spec}&#xa0;». Écrivez par exemple «&#xa0;virtual:seed=7&#xa0;», ou style={styles}, size=1280x960, fps=30, objective={objectives}, drive={drives}, séparés par des virgules.</translation>
    </message>
    <message>
        <source>Batch B, grey and violet</source>
        <translation>Lot B, gris et violet</translation>
    </message>
    <message>
        <source>Batch C, bluish</source>
        <translation>Lot C, bleuté</translation>
    </message>
    <message>
        <source>Batch D, strong blue</source>
        <translation>Lot D, bleu intense</translation>
    </message>
    <message>
        <source>Batch E, pale pink</source>
        <translation>Lot E, rose pâle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>The model {model} judges a field as a whole and cannot name single cells. Models of this station that can: {models}.</source>
        <translation>Le modèle {model} juge un champ dans son ensemble et ne peut pas nommer des cellules isolées. Modèles de cette station qui le peuvent&#xa0;: {models}.</translation>
    </message>
    <message>
        <source>The model {model} judges a field as a whole: choose one that judges cells.</source>
        <translation>Le modèle {model} juge un champ dans son ensemble&#xa0;: choisissez-en un qui juge des cellules.</translation>
    </message>
    <message>
        <source>The sample code</source>
        <translation>Le code échantillon</translation>
    </message>
    <message>
        <source>&apos;{source}&apos; was not counted. {why}</source>
        <translation>«&#xa0;{source}&#xa0;» n&apos;a pas été compté. {why}</translation>
    </message>
    <message>
        <source>the calibration</source>
        <translation>l&apos;étalonnage</translation>
    </message>
    <message>
        <source>the red cells</source>
        <translation>les globules rouges</translation>
    </message>
    <message>
        <source>The field has {width} × {height} pixels and those counted before have {width_before} × {height_before}, so it cannot be told which of its cells were counted already. None was. Use one resolution for a session.</source>
        <translation>Le champ a {width} × {height} pixels et ceux déjà comptés en ont {width_before} × {height_before}&#xa0;: il est donc impossible de dire lesquelles de ses cellules ont déjà été comptées. Aucune ne l&apos;a été. Gardez une seule résolution par session.</translation>
    </message>
    <message>
        <source>{what}: another objective is in use. So it cannot be told which of its cells were counted already, and none was counted. Go back to the objective that the session was begun with, or end the session and begin another one.</source>
        <translation>{what}&#xa0;: un autre objectif est en service. Il est donc impossible de dire lesquelles de ses cellules ont déjà été comptées, et aucune n&apos;a été comptée. Revenez à l&apos;objectif avec lequel la session a été commencée, ou terminez la session et commencez-en une autre.</translation>
    </message>
    <message>
        <source>Nothing was added: a cell that was drawn or moved is counted in this field already, and would count twice. Take its box away, or undo the change (Ctrl+Z), then classify the others again.</source>
        <translation>Rien n&apos;a été ajouté&#xa0;: une cellule tracée ou déplacée est déjà comptée dans ce champ, et compterait deux fois. Enlevez son cadre, ou annulez la modification (Ctrl+Z), puis classez de nouveau les autres.</translation>
    </message>
    <message>
        <source>Nothing was added: a cell that was drawn or moved is counted in {fields} of the session already, and would count twice. Take its box away, or undo the change (Ctrl+Z), then classify the others again.</source>
        <translation>Rien n&apos;a été ajouté&#xa0;: une cellule tracée ou déplacée est déjà comptée dans la session ({fields}), et compterait deux fois. Enlevez son cadre, ou annulez la modification (Ctrl+Z), puis classez de nouveau les autres.</translation>
    </message>
    <message>
        <source>By {what}, this field shows everything {times:.1f} times as large as the fields counted before</source>
        <translation>D&apos;après {what}, ce champ montre tout {times:.1f} fois plus grand que les champs déjà comptés</translation>
    </message>
    <message>
        <source>By {what}, this field shows everything {times:.1f} times smaller than the fields counted before</source>
        <translation>D&apos;après {what}, ce champ montre tout {times:.1f} fois plus petit que les champs déjà comptés</translation>
    </message>
    <message>
        <source>{objective} is chosen, and the fields counted before were taken through {before}</source>
        <translation>{objective} est choisi, et les champs déjà comptés ont été pris avec {before}</translation>
    </message>
    <message>
        <source>the model {model}</source>
        <translation>le modèle {model}</translation>
    </message>
    <message>
        <source>another file of the model {model}</source>
        <translation>un autre fichier du modèle {model}</translation>
    </message>
    <message>
        <source>as many cells are counted as were to be</source>
        <translation>le nombre de cellules prévu est compté</translation>
    </message>
    <message>
        <source>the session was paused</source>
        <translation>la session a été mise en pause</translation>
    </message>
    <message>
        <source>Per 100 white cells: with the 95 % interval, the exact one of the share among both kinds turned into this ratio. Set aside: cells without a nucleus, of which only some are found, so their number says nothing.</source>
        <translation>Pour 100 globules blancs&#xa0;: avec l&apos;intervalle à 95&#xa0;%, celui, exact, de la part parmi les deux types, converti en ce rapport. Mises de côté&#xa0;: cellules sans noyau, dont une partie seulement est trouvée&#xa0;; leur nombre ne dit donc rien.</translation>
    </message>
    <message>
        <source>{said}; {more}</source>
        <translation>{said}&#xa0;; {more}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>{value:.1f} per 100 white cells ({low:.1f}–{high:.1f})</source>
        <translation>{value:.1f} pour 100 globules blancs ({low:.1f}–{high:.1f})</translation>
    </message>
    <message>
        <source>{count} not decided</source>
        <translation>{count} sans décision</translation>
    </message>
    <message>
        <source>{name}, set aside: {count}</source>
        <translation>{name}, mises de côté&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{name}: {share} of the cells resemble it. This model&apos;s errors alone would give about {alone} on a slide without any such cell: look at them.</source>
        <translation>{name}&#xa0;: {share} des cellules y ressemblent. Les erreurs de ce modèle donneraient à elles seules environ {alone} sur une lame sans aucune cellule de ce type&#xa0;: regardez-les.</translation>
    </message>
    <message>
        <source>{name}: {share} of the cells resemble it. This model&apos;s errors alone would give about {alone} on a slide without any such cell. {unseen} of them was confirmed by the signature alone, not one by one: look at them.</source>
        <translation>{name}&#xa0;: {share} des cellules y ressemblent. Les erreurs de ce modèle donneraient à elles seules environ {alone} sur une lame sans aucune cellule de ce type. {unseen} d&apos;entre elles a été confirmée par la seule signature, pas une à une&#xa0;: regardez-les.</translation>
    </message>
    <message>
        <source>{name}: {share} of the cells resemble it. This model&apos;s errors alone would give about {alone} on a slide without any such cell. {unseen} of them were confirmed by the signature alone, not one by one: look at them.</source>
        <translation>{name}&#xa0;: {share} des cellules y ressemblent. Les erreurs de ce modèle donneraient à elles seules environ {alone} sur une lame sans aucune cellule de ce type. {unseen} d&apos;entre elles ont été confirmées par la seule signature, pas une à une&#xa0;: regardez-les.</translation>
    </message>
    <message>
        <source>{name}: {share} of the cells resemble it. This model&apos;s errors alone would give about {alone} on a slide without any such cell. Since then all of them were decided.</source>
        <translation>{name}&#xa0;: {share} des cellules y ressemblent. Les erreurs de ce modèle donneraient à elles seules environ {alone} sur une lame sans aucune cellule de ce type. Depuis, une décision a été prise pour toutes.</translation>
    </message>
    <message>
        <source>A red cell would be {pixels} pixels wide, which can hardly be. See that the length is in micrometres (1 mm is 1000 µm), and that this is the objective.</source>
        <translation>Un globule rouge aurait {pixels} pixels de large, ce qui n&apos;est guère possible. Vérifiez que la longueur est en micromètres (1&#xa0;mm vaut 1000&#xa0;µm) et qu&apos;il s&apos;agit bien de cet objectif.</translation>
    </message>
    <message>
        <source>The picture stopped. It goes on by itself when the camera is there again; what was taken is not lost.</source>
        <translation>L&apos;image s&apos;est arrêtée. Elle reprendra d&apos;elle-même au retour de la caméra&#xa0;; ce qui a été pris n&apos;est pas perdu.</translation>
    </message>
    <message>
        <source>Move to an empty place without cells, defocus slightly so that dust vanishes, and take your hand away.</source>
        <translation>Allez à un endroit vide, sans cellules, défocalisez légèrement pour effacer les poussières, puis retirez la main.</translation>
    </message>
    <message>
        <source>Show {enough} different fields, the looser the cells lie the better. Each is taken by itself as soon as the stage is at rest.</source>
        <translation>Montrez {enough} champs différents, aux cellules aussi espacées que possible. Chacun est pris automatiquement dès que la platine est immobile.</translation>
    </message>
    <message>
        <source>The light must not have been changed since.</source>
        <translation>L&apos;éclairage ne doit pas avoir changé depuis.</translation>
    </message>
    <message>
        <source>Uneven light stays in the pictures, and the white balance cannot be measured.</source>
        <translation>L&apos;éclairage inégal reste dans les images, et la balance des blancs ne peut pas être mesurée.</translation>
    </message>
    <message>
        <source>Blank field</source>
        <translation>Champ vide</translation>
    </message>
    <message>
        <source>{enough} pictures of nothing but light tell how uneven it is. Their mean is kept.</source>
        <translation>{enough} images de la lumière seule montrent à quel point elle est inégale. Leur moyenne est conservée.</translation>
    </message>
    <message>
        <source>Live picture</source>
        <translation>Image en direct</translation>
    </message>
    <message>
        <source>Take it at an empty place</source>
        <translation>Le prendre à un endroit vide</translation>
    </message>
    <message>
        <source>There is no empty place: take different fields instead</source>
        <translation>Pas d&apos;endroit vide&#xa0;: prendre différents champs à la place</translation>
    </message>
    <message>
        <source>Do without</source>
        <translation>S&apos;en passer</translation>
    </message>
    <message>
        <source>Take this field</source>
        <translation>Prendre ce champ</translation>
    </message>
    <message>
        <source>For fields that look alike, so that they are not told apart</source>
        <translation>Pour des champs qui se ressemblent trop pour être distingués</translation>
    </message>
    <message>
        <source>Frames taken</source>
        <translation>Images prises</translation>
    </message>
    <message>
        <source>Keep the one of {date}</source>
        <translation>Garder celui du {date}</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Pas d&apos;image</translation>
    </message>
    <message>
        <source>{count} of {enough} fields. Move the stage to another field.</source>
        <translation>{count} champs sur {enough}. Déplacez la platine vers un autre champ.</translation>
    </message>
    <message>
        <source>Looking at what was taken…</source>
        <translation>Examen des images prises…</translation>
    </message>
    <message>
        <source>The blank field is good.</source>
        <translation>Le champ vide est bon.</translation>
    </message>
    <message>
        <source>The blank field could not be worked out. Take it again.</source>
        <translation>Le champ vide n&apos;a pas pu être calculé. Reprenez-le.</translation>
    </message>
    <message>
        <source>Taking frames. Touch nothing.</source>
        <translation>Prise des images. Ne touchez à rien.</translation>
    </message>
    <message>
        <source>Take again</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Take {enough} frames</source>
        <translation>Prendre {enough} images</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>stage micrometer</source>
        <translation>micromètre objet</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>valeur saisie</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <source>Lay the line over as many divisions of a stage micrometer as are seen: drag its ends, or nudge the yellow one with the arrow keys (space bar: the other end; wheel or + and -: zoom).</source>
        <translation>Placez la ligne sur toutes les divisions visibles d&apos;un micromètre objet&#xa0;: faites glisser ses extrémités ou déplacez la jaune avec les flèches (barre d&apos;espace&#xa0;: l&apos;autre extrémité&#xa0;; molette ou + et -&#xa0;: zoom).</translation>
    </message>
    <message>
        <source>New still</source>
        <translation>Nouvelle image fixe</translation>
    </message>
    <message>
        <source>Take the live picture of now to measure in</source>
        <translation>Prendre l&apos;image en direct actuelle pour y mesurer</translation>
    </message>
    <message>
        <source>Stage micrometer: the line is this long</source>
        <translation>Micromètre objet&#xa0;: longueur de la ligne</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>La saisir</translation>
    </message>
    <message>
        <source>Do without: sizes are not known</source>
        <translation>S&apos;en passer&#xa0;: les tailles restent inconnues</translation>
    </message>
    <message>
        <source>µm per pixel</source>
        <translation>µm par pixel</translation>
    </message>
    <message>
        <source>Micrometres of a pixel</source>
        <translation>Micromètres par pixel</translation>
    </message>
    <message>
        <source>Keep {scale:.4g} µm per pixel, of {date}</source>
        <translation>Garder {scale:.4g}&#xa0;µm par pixel, du {date}</translation>
    </message>
    <message>
        <source>Lay the line over the divisions first.</source>
        <translation>Placez d&apos;abord la ligne sur les divisions.</translation>
    </message>
    <message>
        <source>{scale:.4g} µm per pixel: a red cell ({size} µm) is {pixels:.0f} pixels wide.</source>
        <translation>{scale:.4g}&#xa0;µm par pixel&#xa0;: un globule rouge ({size}&#xa0;µm) a {pixels:.0f}&#xa0;pixels de large.</translation>
    </message>
    <message>
        <source>{length:.1f} pixels long.</source>
        <translation>Longueur&#xa0;: {length:.1f}&#xa0;pixels.</translation>
    </message>
    <message>
        <source>One pixel more or less makes {share:.1%} here. A longer line is more exact.</source>
        <translation>Un pixel de plus ou de moins représente ici {share:.1%}. Une ligne plus longue est plus précise.</translation>
    </message>
    <message>
        <source>No picture comes from the camera. See that it is connected and that the live view runs.</source>
        <translation>La caméra n&apos;envoie aucune image. Vérifiez qu&apos;elle est connectée et que la vue en direct est active.</translation>
    </message>
    <message>
        <source>Calibrate a camera with an objective</source>
        <translation>Étalonner une caméra avec un objectif</translation>
    </message>
    <message>
        <source>Uneven light and the lamp&apos;s colour are taken out of every picture from then on, before it is classified, and sizes are known in micrometres. It takes about two minutes. You need an empty place on a slide and, for the scale, a stage micrometer. Set the lamp, the exposure and the camera&apos;s own white balance to the fixed values that you work with, and turn the objective in.</source>
        <translation>L&apos;éclairage inégal et la couleur de la lampe sont ensuite retirés de chaque image avant son classement, et les tailles sont connues en micromètres. Comptez environ deux minutes. Il vous faut un endroit vide sur une lame et, pour l&apos;échelle, un micromètre objet. Réglez la lampe, l&apos;exposition et la balance des blancs de la caméra aux valeurs fixes de votre travail, puis mettez l&apos;objectif en place.</translation>
    </message>
    <message>
        <source>&amp;Objective</source>
        <translation>&amp;Objectif</translation>
    </message>
    <message>
        <source>This camera was not calibrated with this objective before.</source>
        <translation>Cette caméra n&apos;a pas encore été étalonnée avec cet objectif.</translation>
    </message>
    <message>
        <source>Calibrated before, on {date}: each part can be kept or made again.</source>
        <translation>Déjà étalonné le {date}&#xa0;: chaque partie peut être gardée ou refaite.</translation>
    </message>
    <message>
        <source>What was known of it cannot be read: {problem}</source>
        <translation>Ce que l&apos;on en savait ne peut pas être lu&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>Choose the objective to go on.</source>
        <translation>Choisissez l&apos;objectif pour continuer.</translation>
    </message>
    <message>
        <source>Unevenness</source>
        <translation>Inégalité</translation>
    </message>
    <message>
        <source>Taken at an empty place</source>
        <translation>Pris à un endroit vide</translation>
    </message>
    <message>
        <source>Estimated from different fields</source>
        <translation>Estimé à partir de différents champs</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gardé</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Look and save</source>
        <translation>Vérifier et enregistrer</translation>
    </message>
    <message>
        <source>Move to cells and compare. Nothing is kept until it is saved.</source>
        <translation>Allez vers des cellules et comparez. Rien n&apos;est conservé avant l&apos;enregistrement.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>With this calibration</source>
        <translation>Avec cet étalonnage</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>{scale:.4g} µm per pixel</source>
        <translation>{scale:.4g}&#xa0;µm par pixel</translation>
    </message>
    <message>
        <source>There is nothing to save: every part was left out.</source>
        <translation>Il n&apos;y a rien à enregistrer&#xa0;: toutes les parties ont été omises.</translation>
    </message>
    <message>
        <source>The picture cannot be corrected by this calibration.</source>
        <translation>L&apos;image ne peut pas être corrigée par cet étalonnage.</translation>
    </message>
    <message>
        <source>Too little background in this field to tell</source>
        <translation>Trop peu de fond dans ce champ pour le dire</translation>
    </message>
    <message>
        <source>{before:.0%} of the light now, {after:.0%} with this calibration</source>
        <translation>{before:.0%} de la lumière maintenant, {after:.0%} avec cet étalonnage</translation>
    </message>
    <message>
        <source>Colour of the background, before and after</source>
        <translation>Couleur du fond, avant et après</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>Every channel is multiplied so that the background becomes grey, as stains are judged best. Switch the camera&apos;s own automatic white balance off: it would change colours from field to field.</source>
        <translation>Chaque canal est multiplié pour que le fond devienne gris, ce qui permet de mieux juger les colorations. Désactivez la balance des blancs automatique de la caméra&#xa0;: elle changerait les couleurs d&apos;un champ à l&apos;autre.</translation>
    </message>
    <message>
        <source>Make the background grey</source>
        <translation>Rendre le fond gris</translation>
    </message>
    <message>
        <source>Leave colours as they are</source>
        <translation>Laisser les couleurs telles quelles</translation>
    </message>
    <message>
        <source>Keep that of {date}</source>
        <translation>Garder celle du {date}</translation>
    </message>
    <message>
        <source>To measure it, go back and take a blank field.</source>
        <translation>Pour la mesurer, revenez en arrière et prenez un champ vide.</translation>
    </message>
    <message>
        <source>Red × {red:.2f}, green × {green:.2f}, blue × {blue:.2f}</source>
        <translation>Rouge × {red:.2f}, vert × {green:.2f}, bleu × {blue:.2f}</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Étalonner</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>The camera now sends {width} × {height} pixels. Begin again from here.</source>
        <translation>La caméra envoie maintenant {width} × {height} pixels. Recommencez à partir d&apos;ici.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>The calibration could not be saved. Its cause is in the program&apos;s messages.</source>
        <translation>L&apos;étalonnage n&apos;a pas pu être enregistré. La cause figure dans les messages du programme.</translation>
    </message>
    <message>
        <source>Beside: {kept}</source>
        <translation>À côté&#xa0;: {kept}</translation>
    </message>
    <message>
        <source>The model beside, {model}, gave no answer; that of the first model is logged. {problem}</source>
        <translation>Le second modèle, {model}, n&apos;a pas répondu&#xa0;; la réponse du premier est consignée. {problem}</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeté</translation>
    </message>
    <message>
        <source>Live view stopped.</source>
        <translation>Vue en direct arrêtée.</translation>
    </message>
    <message>
        <source>Nothing was captured: the newest picture is {age:.1f} seconds old. Check the camera.</source>
        <translation>Rien n&apos;a été capturé&#xa0;: la dernière image date de {age:.1f} secondes. Vérifiez la caméra.</translation>
    </message>
    <message>
        <source>Nothing was captured: there is no live frame. {why}</source>
        <translation>Rien n&apos;a été capturé&#xa0;: il n&apos;y a pas d&apos;image en direct. {why}</translation>
    </message>
    <message>
        <source>There is no live picture.</source>
        <translation>Il n&apos;y a pas d&apos;image en direct.</translation>
    </message>
    <message>
        <source>The picture is old.</source>
        <translation>L&apos;image est ancienne.</translation>
    </message>
    <message>
        <source>Opening {file}…</source>
        <translation>Ouverture de {file}…</translation>
    </message>
    <message>
        <source>There is no new picture to classify.</source>
        <translation>Il n&apos;y a pas de nouvelle image à classer.</translation>
    </message>
    <message>
        <source>There is no model to classify with. Wait until the models are loaded, then press Ctrl+Enter; if there is none, the card&apos;s window says which packages were refused and why.</source>
        <translation>Il n&apos;y a pas de modèle pour classer. Attendez que les modèles soient chargés, puis appuyez sur Ctrl+Entrée&#xa0;; s&apos;il n&apos;y en a aucun, la fenêtre de la fiche dit quels paquets ont été refusés et pourquoi.</translation>
    </message>
    <message>
        <source>Classifying…</source>
        <translation>Classement…</translation>
    </message>
    <message>
        <source>Another model: Ctrl+Enter classifies.</source>
        <translation>Autre modèle&#xa0;: Ctrl+Entrée pour classer.</translation>
    </message>
    <message>
        <source>{kept}; {counted}.</source>
        <translation>{kept}&#xa0;; {counted}.</translation>
    </message>
    <message>
        <source>Classified a picture that is no longer shown. {kept}</source>
        <translation>Une image qui n&apos;est plus affichée a été classée. {kept}</translation>
    </message>
    <message>
        <source>{kept} Not counted into the slide session: a region is drawn.</source>
        <translation>{kept} Non compté dans la session de lame&#xa0;: une région est tracée.</translation>
    </message>
    <message>
        <source>Space: back to live.</source>
        <translation>Espace&#xa0;: retour au direct.</translation>
    </message>
    <message>
        <source>The region was changed. Ctrl+Enter classifies it.</source>
        <translation>La région a été modifiée. Ctrl+Entrée pour la classer.</translation>
    </message>
    <message>
        <source>Row {number} of the history. Esc: back.</source>
        <translation>Ligne {number} de l&apos;historique. Échap&#xa0;: retour.</translation>
    </message>
    <message>
        <source>The stored picture cannot be shown.</source>
        <translation>L&apos;image enregistrée ne peut pas être affichée.</translation>
    </message>
    <message>
        <source>Row {number} of the history, without its picture. Esc: back.</source>
        <translation>Ligne {number} de l&apos;historique, sans son image. Échap&#xa0;: retour.</translation>
    </message>
    <message>
        <source>The history is another one now. Ctrl+Enter classifies.</source>
        <translation>L&apos;historique est maintenant un autre. Ctrl+Entrée pour classer.</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>cellule</translation>
    </message>
    <message>
        <source>region</source>
        <translation>région</translation>
    </message>
    <message>
        <source>A cell that is counted stays whole inside the picture. Press Del to reject the one that the edge cuts.</source>
        <translation>Une cellule comptée reste entière dans l&apos;image. Appuyez sur Suppr pour rejeter celle que le bord coupe.</translation>
    </message>
    <message>
        <source>An earlier field of the session has shown this cell, and counts it: reject it or change its box there.</source>
        <translation>Un champ précédent de la session a montré cette cellule et la compte&#xa0;: rejetez-la ou modifiez son cadre là-bas.</translation>
    </message>
    <message>
        <source>The slide session counts a slide without one, and sample code {entered} is entered. Scan the session&apos;s code again, or end the session (Slide menu) and begin another one.</source>
        <translation>La session de lame compte une lame sans code échantillon, et le code {entered} est saisi. Scannez de nouveau le code de la session, ou terminez la session (menu Lame) et commencez-en une autre.</translation>
    </message>
    <message>
        <source>The slide session counts {sample}, and sample code {entered} is entered. Scan the session&apos;s code again, or end the session (Slide menu) and begin another one.</source>
        <translation>La session de lame compte {sample}, et le code échantillon {entered} est saisi. Scannez de nouveau le code de la session, ou terminez la session (menu Lame) et commencez-en une autre.</translation>
    </message>
    <message>
        <source>The slide session counts {sample}, and no sample code is entered. Scan the session&apos;s code again, or end the session (Slide menu) and begin another one.</source>
        <translation>La session de lame compte {sample}, et aucun code échantillon n&apos;est saisi. Scannez de nouveau le code de la session, ou terminez la session (menu Lame) et commencez-en une autre.</translation>
    </message>
    <message>
        <source>The slide session was begun with the model {model}, and counts of two models do not add up. Choose that model again, or end the session (Slide menu) and begin another one.</source>
        <translation>La session de lame a été commencée avec le modèle {model}, et les comptes de deux modèles ne s&apos;additionnent pas. Choisissez de nouveau ce modèle, ou terminez la session (menu Lame) et commencez-en une autre.</translation>
    </message>
    <message>
        <source>{cells}, {again} seen before; {so_far} counted</source>
        <translation>{cells}, déjà vues&#xa0;: {again}&#xa0;; compte&#xa0;: {so_far}</translation>
    </message>
    <message>
        <source>{cells}; {so_far} counted</source>
        <translation>{cells}&#xa0;; compte&#xa0;: {so_far}</translation>
    </message>
    <message>
        <source>Field counted.</source>
        <translation>Champ compté.</translation>
    </message>
    <message>
        <source>Not saved.</source>
        <translation>Non enregistré.</translation>
    </message>
    <message>
        <source>Logged as row {number}.</source>
        <translation>Ligne {number} du journal.</translation>
    </message>
    <message>
        <source>{cells} logged as rows {first} to {last}.</source>
        <translation>{cells}, lignes {first} à {last} du journal.</translation>
    </message>
    <message>
        <source>{so_far} counted so far</source>
        <translation>compte actuel&#xa0;: {so_far}</translation>
    </message>
    <message>
        <source>not counted, the slide session waits to be resumed</source>
        <translation>non compté, la session de lame attend d&apos;être reprise</translation>
    </message>
    <message>
        <source>Model {infer:.0f} ms, log {log:.0f} ms.</source>
        <translation>Modèle {infer:.0f}&#xa0;ms, journal {log:.0f}&#xa0;ms.</translation>
    </message>
    <message>
        <source>Cells {find:.0f} ms, model {infer:.0f} ms, log {log:.0f} ms.</source>
        <translation>Cellules {find:.0f}&#xa0;ms, modèle {infer:.0f}&#xa0;ms, journal {log:.0f}&#xa0;ms.</translation>
    </message>
    <message>
        <source>Open a picture, drop files or a folder here, or start the live view</source>
        <translation>Ouvrez une image, déposez ici des fichiers ou un dossier, ou démarrez la vue en direct</translation>
    </message>
    <message>
        <source>No white cell was found. Draw one with the tool for cells, or classify a region.</source>
        <translation>Aucun globule blanc n&apos;a été trouvé. Tracez-en un avec l&apos;outil des cellules, ou classez une région.</translation>
    </message>
    <message>
        <source>Select a cell to see its bars.</source>
        <translation>Sélectionnez une cellule pour voir ses barres.</translation>
    </message>
    <message>
        <source>Ctrl+Enter classifies all cells.</source>
        <translation>Ctrl+Entrée pour classer toutes les cellules.</translation>
    </message>
    <message>
        <source>This cell is cut by the edge.</source>
        <translation>Cette cellule est coupée par le bord.</translation>
    </message>
    <message>
        <source>This cell is not classified yet.</source>
        <translation>Cette cellule n&apos;est pas encore classée.</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>End of the film</source>
        <translation>Fin du film</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Capturée</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>From the history</source>
        <translation>De l&apos;historique</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Capturer</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>Classer</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Retour au direct</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Live. Space: capture and classify.</source>
        <translation>En direct. Espace&#xa0;: capturer et classer.</translation>
    </message>
    <message>
        <source>There is no live picture; trying again.</source>
        <translation>Il n&apos;y a pas d&apos;image en direct&#xa0;; nouvel essai.</translation>
    </message>
    <message>
        <source>The film has been played to its end. F5 twice plays it again.</source>
        <translation>Le film est arrivé à sa fin. Deux fois F5 pour le relire.</translation>
    </message>
    <message>
        <source>Paused. Space: capture and classify this picture. F7: go on.</source>
        <translation>En pause. Espace&#xa0;: capturer et classer cette image. F7&#xa0;: continuer.</translation>
    </message>
    <message>
        <source>Ctrl+Enter: classify {cells}.</source>
        <translation>Ctrl+Entrée&#xa0;: classer {cells}.</translation>
    </message>
    <message>
        <source>Space or Ctrl+Enter: classify {cells}.</source>
        <translation>Espace ou Ctrl+Entrée&#xa0;: classer {cells}.</translation>
    </message>
    <message>
        <source>Ctrl+Enter: classify this picture. Space: back to live.</source>
        <translation>Ctrl+Entrée&#xa0;: classer cette image. Espace&#xa0;: retour au direct.</translation>
    </message>
    <message>
        <source>Space or Ctrl+Enter: classify this picture.</source>
        <translation>Espace ou Ctrl+Entrée&#xa0;: classer cette image.</translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>Prêt.</translation>
    </message>
    <message>
        <source>Sample code</source>
        <translation>Code échantillon</translation>
    </message>
    <message>
        <source>Type or scan</source>
        <translation>Saisir ou scanner</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Opérateur</translation>
    </message>
    <message>
        <source>Who is working</source>
        <translation>Qui travaille</translation>
    </message>
    <message>
        <source>&amp;Sample code</source>
        <translation>Code échan&amp;tillon</translation>
    </message>
    <message>
        <source>O&amp;perator</source>
        <translation>Opérate&amp;ur</translation>
    </message>
    <message>
        <source>Nobody: look only</source>
        <translation>Personne&#xa0;: consultation</translation>
    </message>
    <message>
        <source>Nothing is logged or decided until somebody signs in</source>
        <translation>Rien n&apos;est consigné ni décidé tant que personne ne s&apos;est identifié</translation>
    </message>
    <message>
        <source>{name} is signed in</source>
        <translation>{name} est identifié</translation>
    </message>
    <message>
        <source>Not capturing while the sample code is typed.</source>
        <translation>Pas de capture pendant la saisie du code échantillon.</translation>
    </message>
    <message>
        <source>The code that was scanned has {characters}, more than a sample code can have: {code}</source>
        <translation>Le code scanné a {characters}, plus qu&apos;un code échantillon ne peut en avoir&#xa0;: {code}</translation>
    </message>
    <message>
        <source>Sample code {code}.</source>
        <translation>Code échantillon {code}.</translation>
    </message>
    <message>
        <source>Pictures are being classified. Wait until that has ended, or cancel it, and open these again.</source>
        <translation>Des images sont en cours de classement. Attendez la fin ou annulez, puis rouvrez celles-ci.</translation>
    </message>
    <message>
        <source>Looking for pictures… {count} found</source>
        <translation>Recherche d&apos;images… trouvées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Looking for pictures…</source>
        <translation>Recherche d&apos;images…</translation>
    </message>
    <message>
        <source>There is no model to classify with. See the model&apos;s card.</source>
        <translation>Aucun modèle ne permet de classer. Consultez la fiche du modèle.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Annulation…</translation>
    </message>
    <message>
        <source>There is no picture in {where}. JPEG, PNG, BMP, TIFF and WebP files are looked for.</source>
        <translation>Aucune image dans {where}. Les fichiers recherchés sont JPEG, PNG, BMP, TIFF et WebP.</translation>
    </message>
    <message>
        <source>Classify all</source>
        <translation>Tout classer</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Compter</translation>
    </message>
    <message>
        <source>Count the cells of {pictures} into the slide session, under sample code {sample}?</source>
        <translation>Compter les cellules de {pictures} dans la session de lame, sous le code échantillon {sample}&#xa0;?</translation>
    </message>
    <message>
        <source>Count the cells of {pictures} into the slide session, without a sample code?</source>
        <translation>Compter les cellules de {pictures} dans la session de lame, sans code échantillon&#xa0;?</translation>
    </message>
    <message>
        <source>Classify and log {pictures} under sample code {sample}?</source>
        <translation>Classer et consigner {pictures} sous le code échantillon {sample}&#xa0;?</translation>
    </message>
    <message>
        <source>Classify and log {pictures} without a sample code?</source>
        <translation>Classer et consigner {pictures} sans code échantillon&#xa0;?</translation>
    </message>
    <message>
        <source>uncertain, needs review</source>
        <translation>incertain, à revoir</translation>
    </message>
    <message>
        <source>Classifying {done} of {total}, {failed} failed</source>
        <translation>Classement&#xa0;: {done} sur {total}, {failed} en échec</translation>
    </message>
    <message>
        <source>Classifying {done} of {total}</source>
        <translation>Classement&#xa0;: {done} sur {total}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… et {count} de plus</translation>
    </message>
    <message>
        <source>{count} classified ({classes})</source>
        <translation>Classées&#xa0;: {count} ({classes})</translation>
    </message>
    <message>
        <source>{count} classified</source>
        <translation>Classées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{done}, {count} failed</source>
        <translation>{done}, {count} en échec</translation>
    </message>
    <message>
        <source>Cancelled after {done} of {total}.</source>
        <translation>Annulé après {done} sur {total}.</translation>
    </message>
    <message>
        <source>{pictures} counted before.</source>
        <translation>Déjà comptées&#xa0;: {pictures}.</translation>
    </message>
    <message>
        <source>{count} not saved.</source>
        <translation>Non enregistrées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>{pictures} left.</source>
        <translation>Reste&#xa0;: {pictures}.</translation>
    </message>
    <message>
        <source>{pictures} left: {reason}.</source>
        <translation>Reste&#xa0;: {pictures} ({reason}).</translation>
    </message>
    <message>
        <source>What failed</source>
        <translation>Échecs</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp);;All files (*)</source>
        <translation>Images (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Ouvrir des images</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir un dossier</translation>
    </message>
    <message>
        <source>Nowhere: this user has no home folder.</source>
        <translation>Nulle part&#xa0;: cet utilisateur n&apos;a pas de dossier personnel.</translation>
    </message>
    <message>
        <source>About Leukdesk</source>
        <translation>À propos de Leukdesk</translation>
    </message>
    <message>
        <source>Classifies pictures of peripheral blood smears on an offline microscope station.
The program suggests; a qualified person decides.</source>
        <translation>Classe des images de frottis sanguins sur une station de microscopie hors ligne.
Le programme suggère&#xa0;; une personne qualifiée décide.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Apache-2.0; Qt and PySide6 are used under the LGPL-3.0.</source>
        <translation>Apache-2.0&#xa0;; Qt et PySide6 sont utilisés sous LGPL-3.0.</translation>
    </message>
    <message>
        <source>Portable: the file {marker} keeps them beside the program.</source>
        <translation>Portable&#xa0;: le fichier {marker} les garde à côté du programme.</translation>
    </message>
    <message>
        <source>The terms of everything included</source>
        <translation>Les conditions de tout ce qui est inclus</translation>
    </message>
    <message>
        <source>Records are never removed. The pictures of old ones can be moved into an archive, one ZIP file on a disk of your choice: it is read back and compared before any picture goes. Pictures of records that need review, and those that a newer record has as well, stay.</source>
        <translation>Les enregistrements ne sont jamais supprimés. Les images des anciens peuvent être déplacées dans une archive, un fichier ZIP sur un disque de votre choix&#xa0;: elle est relue et comparée avant qu&apos;une image ne parte. Les images d&apos;enregistrements à revoir, et celles qu&apos;un enregistrement plus récent utilise aussi, restent.</translation>
    </message>
    <message>
        <source>Press “Count” to see what would be moved.</source>
        <translation>Cliquez sur «&#xa0;Compter&#xa0;» pour voir ce qui serait déplacé.</translation>
    </message>
    <message>
        <source>Archive old pictures</source>
        <translation>Archiver les anciennes images</translation>
    </message>
    <message>
        <source>A folder, best on another disk</source>
        <translation>Un dossier, de préférence sur un autre disque</translation>
    </message>
    <message>
        <source>Folder of the archive</source>
        <translation>Dossier de l&apos;archive</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>&amp;Parcourir…</translation>
    </message>
    <message>
        <source>&amp;Move these pictures; the archive is the only place where they are then</source>
        <translation>&amp;Déplacer ces images&#xa0;; elles ne seront plus que dans l&apos;archive</translation>
    </message>
    <message>
        <source>C&amp;ount</source>
        <translation>C&amp;ompter</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archiver</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source> months</source>
        <translation> mois</translation>
    </message>
    <message>
        <source>Records &amp;before</source>
        <translation>Enregistrements a&amp;vant le</translation>
    </message>
    <message>
        <source>&amp;Into the folder</source>
        <translation>Dans &amp;le dossier</translation>
    </message>
    <message>
        <source>A&amp;sk when pictures are older than</source>
        <translation>Demander &amp;si des images datent de plus de</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>A folder for the archive</source>
        <translation>Un dossier pour l&apos;archive</translation>
    </message>
    <message>
        <source>Choose a folder for the archive first (Browse), or type its whole path.</source>
        <translation>Choisissez d&apos;abord un dossier pour l&apos;archive (Parcourir), ou saisissez son chemin complet.</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Comptage</translation>
    </message>
    <message>
        <source>Counting what can be archived</source>
        <translation>Comptage de ce qui peut être archivé</translation>
    </message>
    <message>
        <source>Archiving old pictures</source>
        <translation>Archivage d&apos;anciennes images</translation>
    </message>
    <message>
        <source>Old pictures are being archived. They stay where they are when that is broken off.</source>
        <translation>D&apos;anciennes images sont en cours d&apos;archivage. Elles restent où elles sont s&apos;il est interrompu.</translation>
    </message>
    <message>
        <source>{pictures} moved into {path}.</source>
        <translation>Déplacement de {pictures} dans {path}.</translation>
    </message>
    <message>
        <source>Keep this file.</source>
        <translation>Conservez ce fichier.</translation>
    </message>
    <message>
        <source>{pictures} of {records} would be moved, {size:,.1f} MB.</source>
        <translation>À déplacer&#xa0;: {pictures} de {records}, {size:,.1f}&#xa0;Mo.</translation>
    </message>
    <message>
        <source>There is nothing to move.</source>
        <translation>Il n&apos;y a rien à déplacer.</translation>
    </message>
    <message>
        <source>{pictures} that old are still needed and stay.</source>
        <translation>Encore utile, donc conservé malgré l&apos;âge&#xa0;: {pictures}.</translation>
    </message>
    <message>
        <source>{pictures} ({size:,.1f} MB) is older than {months} and can be moved into an archive.</source>
        <translation>{pictures} ({size:,.1f}&#xa0;Mo) date de plus de {months} et peut être déplacée dans une archive.</translation>
    </message>
    <message>
        <source>{pictures} ({size:,.1f} MB) are older than {months} and can be moved into an archive.</source>
        <translation>{pictures} ({size:,.1f}&#xa0;Mo) datent de plus de {months} et peuvent être déplacées dans une archive.</translation>
    </message>
    <message>
        <source>{name}: {count}</source>
        <translation>{name}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>{count} autres</translation>
    </message>
    <message>
        <source>Pale bars: {plain}. Strong bars: {strong}.</source>
        <translation>Barres pâles&#xa0;: {plain}. Barres soutenues&#xa0;: {strong}.</translation>
    </message>
    <message>
        <source>{count} days from {first:%Y-%m-%d} to {last:%Y-%m-%d}</source>
        <translation>{count} jours du {first:%Y-%m-%d} au {last:%Y-%m-%d}</translation>
    </message>
    <message>
        <source>at most {count} a day</source>
        <translation>au plus {count} par jour</translation>
    </message>
    <message>
        <source>(rejected: no class)</source>
        <translation>(rejeté&#xa0;: sans classe)</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(aucun)</translation>
    </message>
    <message>
        <source>Per class that holds now</source>
        <translation>Par classe en vigueur</translation>
    </message>
    <message>
        <source>Per state</source>
        <translation>Par état</translation>
    </message>
    <message>
        <source>Per model</source>
        <translation>Par modèle</translation>
    </message>
    <message>
        <source>Per operator</source>
        <translation>Par opérateur</translation>
    </message>
    <message>
        <source>Per day</source>
        <translation>Par jour</translation>
    </message>
    <message>
        <source>Operator {number}</source>
        <translation>Opérateur {number}</translation>
    </message>
    <message>
        <source>What was suggested, and what was decided of it</source>
        <translation>Ce qui a été suggéré, et ce qui en a été décidé</translation>
    </message>
    <message>
        <source>decided as suggested</source>
        <translation>décidé comme suggéré</translation>
    </message>
    <message>
        <source>decided otherwise: changed or rejected</source>
        <translation>décidé autrement&#xa0;: modifié ou rejeté</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Luminosité</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Netteté</translation>
    </message>
    <message>
        <source>Share of the class</source>
        <translation>Part de la classe</translation>
    </message>
    <message>
        <source>Class whose share is drawn</source>
        <translation>Classe dont la part est tracée</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Line: mean. Dashes: three standard deviations by the moving range of neighbours (Shewhart). A large point outside them is worth a look at lamp, focus and stain. Of a class: its share of what was not rejected.</source>
        <translation>Trait&#xa0;: moyenne. Tirets&#xa0;: trois écarts types d&apos;après l&apos;étendue mobile des valeurs voisines (Shewhart). Un gros point au-delà mérite un coup d&apos;œil à la lampe, à la mise au point et à la coloration. Pour une classe&#xa0;: sa part de ce qui n&apos;a pas été rejeté.</translation>
    </message>
    <message>
        <source>{name}, confirmed</source>
        <translation>{name}, confirmé</translation>
    </message>
    <message>
        <source>{name}, changed to {other}</source>
        <translation>{name}, modifié en {other}</translation>
    </message>
    <message>
        <source>{name}, rejected</source>
        <translation>{name}, rejeté</translation>
    </message>
    <message>
        <source>No record is left by the filter, so there is nothing to draw. Take the filter back, or classify pictures.</source>
        <translation>Le filtre ne laisse aucun enregistrement&#xa0;: il n&apos;y a rien à tracer. Retirez le filtre, ou classez des images.</translation>
    </message>
    <message>
        <source>Charts of the history</source>
        <translation>Graphiques de l&apos;historique</translation>
    </message>
    <message>
        <source>&amp;Counts</source>
        <translation>&amp;Comptes</translation>
    </message>
    <message>
        <source>&amp;Agreement</source>
        <translation>C&amp;oncordance</translation>
    </message>
    <message>
        <source>&amp;Drift</source>
        <translation>&amp;Dérive</translation>
    </message>
    <message>
        <source>&amp;Save as PNG…</source>
        <translation>&amp;Enregistrer en PNG…</translation>
    </message>
    <message>
        <source>With &amp;names</source>
        <translation>Avec les &amp;noms</translation>
    </message>
    <message>
        <source>Names of operators and what was searched for stand in the picture that is saved.</source>
        <translation>Les noms des opérateurs et ce qui a été cherché figurent dans l&apos;image enregistrée.</translation>
    </message>
    <message>
        <source>The charts were written to {path}.</source>
        <translation>Les graphiques ont été écrits dans {path}.</translation>
    </message>
    <message>
        <source>All {records}</source>
        <translation>En tout&#xa0;: {records}</translation>
    </message>
    <message>
        <source>{records} (what was searched for is left out)</source>
        <translation>{records} (ce qui a été cherché est omis)</translation>
    </message>
    <message>
        <source>{records} with {filter}</source>
        <translation>{records} avec {filter}</translation>
    </message>
    <message>
        <source>{records} with {filter} (what else was searched for is left out)</source>
        <translation>{records} avec {filter} (le reste de la recherche est omis)</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Enregistrer les graphiques</translation>
    </message>
    <message>
        <source>Saving a backup…</source>
        <translation>Sauvegarde en cours…</translation>
    </message>
    <message>
        <source>Everything is in the log already. Skip this if the computer has to go off now.</source>
        <translation>Tout est déjà dans le journal. Passez cette étape si l&apos;ordinateur doit être éteint maintenant.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>{source} (cell)</source>
        <translation>{source} (cellule)</translation>
    </message>
    <message>
        <source>{source} (region)</source>
        <translation>{source} (région)</translation>
    </message>
    <message>
        <source>Region of {width} × {height} pixels at {x}, {y}</source>
        <translation>Région de {width} × {height} pixels en {x}, {y}</translation>
    </message>
    <message>
        <source>Cell in a box of {width} × {height} pixels at {x}, {y}</source>
        <translation>Cellule dans un cadre de {width} × {height} pixels en {x}, {y}</translation>
    </message>
    <message>
        <source>Decided by {who}, {when}</source>
        <translation>Décidé par {who}, {when}</translation>
    </message>
    <message>
        <source>Signed by {who}, {when}</source>
        <translation>Signé par {who}, {when}</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>quelqu&apos;un</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>à revoir</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>incertain</translation>
    </message>
    <message>
        <source>Row {number} of the station {station}</source>
        <translation>Ligne {number} de la station {station}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Model and version</source>
        <translation>Modèle et version</translation>
    </message>
    <message>
        <source>Resembles</source>
        <translation>Ressemble à</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probabilité</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Incertain</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>{title}: too few values for limits</source>
        <translation>{title}&#xa0;: trop peu de valeurs pour des limites</translation>
    </message>
    <message>
        <source>{title}: mean {mean:.4g}, {outside} of {count} outside the limits</source>
        <translation>{title}&#xa0;: moyenne {mean:.4g}, {outside} sur {count} hors des limites</translation>
    </message>
    <message>
        <source>the history</source>
        <translation>l&apos;historique</translation>
    </message>
    <message>
        <source>the backups</source>
        <translation>les sauvegardes</translation>
    </message>
    <message>
        <source>The disk of {what} ({folder}) is full.</source>
        <translation>Le disque pour {what} ({folder}) est plein.</translation>
    </message>
    <message>
        <source>The disk of {what} ({folder}) has only {free:.1f} GB left.</source>
        <translation>Le disque pour {what} ({folder}) n&apos;a plus que {free:.1f}&#xa0;Go libres.</translation>
    </message>
    <message>
        <source>The disk of {what} ({folder}) has only {free:.0f} MB left.</source>
        <translation>Le disque pour {what} ({folder}) n&apos;a plus que {free:.0f}&#xa0;Mo libres.</translation>
    </message>
    <message>
        <source>Remove what is not needed there, or choose another place for the backups.</source>
        <translation>Supprimez-y ce qui est inutile, ou choisissez un autre endroit pour les sauvegardes.</translation>
    </message>
    <message>
        <source>Nothing can be logged until there is room again: free some space now.</source>
        <translation>Rien ne peut être consigné au journal tant qu&apos;il n&apos;y a pas de place&#xa0;: libérez-en maintenant.</translation>
    </message>
    <message>
        <source>Soon nothing can be logged any more: free some space now.</source>
        <translation>Bientôt plus rien ne pourra être consigné au journal&#xa0;: libérez de la place maintenant.</translation>
    </message>
    <message>
        <source>Free some space, or move old pictures into an archive (History &gt; Archive old pictures).</source>
        <translation>Libérez de la place, ou déplacez d&apos;anciennes images dans une archive (Historique &gt; Archiver les anciennes images).</translation>
    </message>
    <message>
        <source>There is no such folder to write into.</source>
        <translation>Ce dossier n&apos;existe pas&#xa0;: impossible d&apos;y écrire.</translation>
    </message>
    <message>
        <source>Export history</source>
        <translation>Exporter l&apos;historique</translation>
    </message>
    <message>
        <source>The rows of the table, as it is filtered now: {count}
{filter}</source>
        <translation>Les lignes du tableau, tel qu&apos;il est filtré&#xa0;: {count}
{filter}</translation>
    </message>
    <message>
        <source>The selected row: record {number}</source>
        <translation>La ligne sélectionnée&#xa0;: enregistrement {number}</translation>
    </message>
    <message>
        <source>The selected row</source>
        <translation>La ligne sélectionnée</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>Tous les enregistrements</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>{format} (not here)</source>
        <translation>{format} (pas ici)</translation>
    </message>
    <message>
        <source>&amp;De-identified</source>
        <translation>&amp;Désidentifié</translation>
    </message>
    <message>
        <source>Keep the names of &amp;operators and reviewers</source>
        <translation>Garder les noms des &amp;opérateurs et relecteurs</translation>
    </message>
    <message>
        <source>Keep the &amp;reasons of decisions, as typed</source>
        <translation>Garder les motifs des décisions, tels que &amp;saisis</translation>
    </message>
    <message>
        <source>File or folder to write</source>
        <translation>Fichier ou dossier à écrire</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Parcourir…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Noms</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>Écrire dans</translation>
    </message>
    <message>
        <source>Looking whether it can be written there…</source>
        <translation>Vérification de l&apos;accès en écriture…</translation>
    </message>
    <message>
        <source>Name a file or a folder.</source>
        <translation>Indiquez un fichier ou un dossier.</translation>
    </message>
    <message>
        <source>This file is there already, and will be replaced.</source>
        <translation>Ce fichier existe déjà et sera remplacé.</translation>
    </message>
    <message>
        <source>Folder to make the export in</source>
        <translation>Dossier où créer l&apos;export</translation>
    </message>
    <message>
        <source>It is there already. Each record gets a file of its own in a new folder: choose another name.</source>
        <translation>Il existe déjà. Chaque enregistrement reçoit son propre fichier dans un nouveau dossier&#xa0;: choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Each record gets a file of its own in a new folder: choose a name without an ending.</source>
        <translation>Chaque enregistrement reçoit son propre fichier dans un nouveau dossier&#xa0;: choisissez un nom sans extension.</translation>
    </message>
    <message>
        <source>A folder has this name. Choose another one.</source>
        <translation>Un dossier porte ce nom. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Nothing can be written there: {problem}.</source>
        <translation>Impossible d&apos;écrire à cet endroit&#xa0;: {problem}.</translation>
    </message>
    <message>
        <source>Every record is written there as one file, whole and only once, in the order of the decisions. While the folder is away, records wait. Hidden files in it are not for the other system.</source>
        <translation>Chaque enregistrement y est écrit dans un fichier, entier et une seule fois, dans l&apos;ordre des décisions. Tant que le dossier est absent, les enregistrements attendent. Ses fichiers cachés ne sont pas destinés à l&apos;autre système.</translation>
    </message>
    <message>
        <source>Export folder</source>
        <translation>Dossier d&apos;export</translation>
    </message>
    <message>
        <source>none: nothing is handed over</source>
        <translation>aucun&#xa0;: rien n&apos;est transmis</translation>
    </message>
    <message>
        <source>When it is signed, and when that changes</source>
        <translation>À la signature, et quand elle change</translation>
    </message>
    <message>
        <source>With every decision, and when it is signed</source>
        <translation>À chaque décision, et à la signature</translation>
    </message>
    <message>
        <source>A laboratory system that needs the sample codes must be told them: take the tick away.</source>
        <translation>Un système de laboratoire qui a besoin des codes échantillon doit les recevoir&#xa0;: décochez la case.</translation>
    </message>
    <message>
        <source>Hand over what was decided before as well</source>
        <translation>Transmettre aussi ce qui a été décidé auparavant</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>A record is handed over</source>
        <translation>Un enregistrement est transmis</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Sous forme de</translation>
    </message>
    <message>
        <source>Earlier records</source>
        <translation>Enregistrements antérieurs</translation>
    </message>
    <message>
        <source>Looking for this folder…</source>
        <translation>Recherche de ce dossier…</translation>
    </message>
    <message>
        <source>There is no such folder. Make it, or connect the share, first.</source>
        <translation>Ce dossier n&apos;existe pas. Créez-le ou connectez d&apos;abord le partage.</translation>
    </message>
    <message>
        <source>Exporting records to {path}</source>
        <translation>Export d&apos;enregistrements vers {path}</translation>
    </message>
    <message>
        <source>Exported {records} to {path}.</source>
        <translation>Export de {records} vers {path}.</translation>
    </message>
    <message>
        <source>The history is still being exported. Nothing is written then.</source>
        <translation>L&apos;historique est encore en cours d&apos;export. Rien ne sera écrit alors.</translation>
    </message>
    <message>
        <source>Exporting to {path}</source>
        <translation>Export vers {path}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>Filtrer par état</translation>
    </message>
    <message>
        <source>Only what stands so</source>
        <translation>Seulement ce qui est dans cet état</translation>
    </message>
    <message>
        <source>Filter by class</source>
        <translation>Filtrer par classe</translation>
    </message>
    <message>
        <source>Only records of a class: the decided one, else the suggested one</source>
        <translation>Seulement les enregistrements d&apos;une classe&#xa0;: celle décidée, sinon celle suggérée</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Filter by model</source>
        <translation>Filtrer par modèle</translation>
    </message>
    <message>
        <source>Only results of a model</source>
        <translation>Seulement les résultats d&apos;un modèle</translation>
    </message>
    <message>
        <source>Filter by operator</source>
        <translation>Filtrer par opérateur</translation>
    </message>
    <message>
        <source>Only an operator&apos;s results</source>
        <translation>Seulement les résultats d&apos;un opérateur</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Filter by days</source>
        <translation>Filtrer par jours</translation>
    </message>
    <message>
        <source>Only what was logged on some days</source>
        <translation>Seulement ce qui a été consigné certains jours</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Tous les états</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>Toutes les classes</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Tous les modèles</translation>
    </message>
    <message>
        <source>Any operator</source>
        <translation>Tous les opérateurs</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Tous les jours</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd&apos;hui</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Cette année</translation>
    </message>
    <message>
        <source>From… to…</source>
        <translation>Du… au…</translation>
    </message>
    <message>
        <source>Days of the history</source>
        <translation>Jours de l&apos;historique</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;Premier jour</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>&amp;Dernier jour</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} à {last}</translation>
    </message>
    <message>
        <source>since {first}</source>
        <translation>depuis le {first}</translation>
    </message>
    <message>
        <source>until {last}</source>
        <translation>jusqu&apos;au {last}</translation>
    </message>
    <message>
        <source>{job} is still under way. Wait for it, or cancel it, then try again.</source>
        <translation>{job}&#xa0;: encore en cours. Attendez la fin ou annulez, puis réessayez.</translation>
    </message>
    <message>
        <source>{job}: stopping…</source>
        <translation>{job}&#xa0;: arrêt…</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>{files} handed over to the export folder.</source>
        <translation>Transmis au dossier d&apos;export&#xa0;: {files}.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Show the cells of all slide sessions: session:all in the filter. Clear it to go back.</source>
        <translation>Afficher les cellules de toutes les sessions de lame&#xa0;: session:all dans le filtre. Effacez-le pour revenir.</translation>
    </message>
    <message>
        <source>Back from the history</source>
        <translation>Quitter l&apos;historique</translation>
    </message>
    <message>
        <source>Leave the stored picture (Esc)</source>
        <translation>Quitter l&apos;image enregistrée (Échap)</translation>
    </message>
    <message>
        <source>Filter: sample code, source, model, result, needs review, operator</source>
        <translation>Filtre&#xa0;: code échantillon, source, modèle, résultat, needs review, opérateur</translation>
    </message>
    <message>
        <source>Filter the history</source>
        <translation>Filtrer l&apos;historique</translation>
    </message>
    <message>
        <source>Words that must all occur, and fields such as sample:S-12 operator:Kim state:confirmed class:&quot;Pro-B ALL&quot; since:2026-11-01 before:2026-12-01 uncertain:yes session:all</source>
        <translation>Mots qui doivent tous figurer, et champs (mots-clés anglais) comme sample:S-12 operator:Kim state:confirmed class:&quot;Pro-B ALL&quot; since:2026-11-01 before:2026-12-01 uncertain:yes session:all</translation>
    </message>
    <message>
        <source>Not understood in the filter, so looked for as words: {fields}.</source>
        <translation>Non compris dans le filtre, donc cherché comme mots&#xa0;: {fields}.</translation>
    </message>
    <message>
        <source>and more than {count} cells of slide sessions</source>
        <translation>et plus de {count} cellules de sessions de lame</translation>
    </message>
    <message>
        <source>and {cells} of slide sessions</source>
        <translation>et {cells} de sessions de lame</translation>
    </message>
    <message>
        <source>More than {count} rows found</source>
        <translation>Plus de {count} lignes trouvées</translation>
    </message>
    <message>
        <source>{rows} found</source>
        <translation>Trouvé&#xa0;: {rows}</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}&#xa0;: {done} sur {total}</translation>
    </message>
    <message>
        <source>&amp;Go back to this backup; the present history is moved aside, not removed</source>
        <translation>&amp;Revenir à cette sauvegarde&#xa0;; l&apos;historique actuel est mis de côté, non supprimé</translation>
    </message>
    <message>
        <source>&amp;Let this computer take the other station&apos;s place; the present history is moved aside</source>
        <translation>&amp;Cet ordinateur prend la place de l&apos;autre station&#xa0;; l&apos;historique actuel est mis de côté</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Faite le</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Backups of the history</source>
        <translation>Sauvegardes de l&apos;historique</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Reason, kept in the history</source>
        <translation>Motif, conservé dans l&apos;historique</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>R&amp;estaurer</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>&amp;Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>List backups of &amp;other stations as well ({count})</source>
        <translation>Lister aussi les sauvegardes d&apos;&amp;autres stations ({count})</translation>
    </message>
    <message>
        <source>{count} more can be used as little.</source>
        <translation>{count} autres sont tout aussi inutilisables.</translation>
    </message>
    <message>
        <source>another station ({station})</source>
        <translation>autre station ({station})</translation>
    </message>
    <message>
        <source>this station</source>
        <translation>cette station</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>intacte</translation>
    </message>
    <message>
        <source>{pictures} missing</source>
        <translation>manque&#xa0;: {pictures}</translation>
    </message>
    <message>
        <source>There is no backup of this station yet. Press “Back up now” to make one.</source>
        <translation>Il n&apos;y a pas encore de sauvegarde de cette station. Cliquez sur «&#xa0;Sauvegarder maintenant&#xa0;» pour en faire une.</translation>
    </message>
    <message>
        <source>Back up when the window &amp;closes and something was logged</source>
        <translation>Sauvegarder à la &amp;fermeture de la fenêtre si du nouveau a été consigné</translation>
    </message>
    <message>
        <source>No second place</source>
        <translation>Pas de second emplacement</translation>
    </message>
    <message>
        <source>Second place for backups</source>
        <translation>Second emplacement des sauvegardes</translation>
    </message>
    <message>
        <source>&amp;Also save to</source>
        <translation>Enregistrer a&amp;ussi dans</translation>
    </message>
    <message>
        <source>A folder on another disk</source>
        <translation>Un dossier sur un autre disque</translation>
    </message>
    <message>
        <source>Looking what would be lost…</source>
        <translation>Recherche de ce qui serait perdu…</translation>
    </message>
    <message>
        <source>All backups are in {folder}, on the disk of the history: when it fails, both are lost.</source>
        <translation>Toutes les sauvegardes sont dans {folder}, sur le disque de l&apos;historique&#xa0;: si ce disque lâche, les deux sont perdus.</translation>
    </message>
    <message>
        <source>This folder is not there now. Backups are saved to it whenever it is.</source>
        <translation>Ce dossier est absent en ce moment. Les sauvegardes y sont faites dès qu&apos;il est là.</translation>
    </message>
    <message>
        <source>This folder is on the same disk as the history: when it fails, both are lost. Choose another disk.</source>
        <translation>Ce dossier est sur le même disque que l&apos;historique&#xa0;: si ce disque lâche, les deux sont perdus. Choisissez un autre disque.</translation>
    </message>
    <message>
        <source>The history would be as it was at {when}. What it would lack cannot be told.</source>
        <translation>L&apos;historique serait tel qu&apos;il était le {when}. Ce qui lui manquerait ne peut pas être déterminé.</translation>
    </message>
    <message>
        <source>The history would be as it was at {when}. No record and no decision would be lost.</source>
        <translation>L&apos;historique serait tel qu&apos;il était le {when}. Aucun enregistrement ni aucune décision ne serait perdu.</translation>
    </message>
    <message>
        <source>The history would be as it was at {when}, without the {records} and the {decisions} that it lacks. They stay in the file that is moved aside.</source>
        <translation>L&apos;historique serait tel qu&apos;il était le {when}, sans ce qui lui manque&#xa0;: {records} et {decisions}. Cela reste dans le fichier mis de côté.</translation>
    </message>
    <message>
        <source>The history would be as it was at {when}, without the {records} (until {until}) and the {decisions} that it lacks. They stay in the file that is moved aside.</source>
        <translation>L&apos;historique serait tel qu&apos;il était le {when}, sans ce qui lui manque&#xa0;: {records} (jusqu&apos;au {until}) et {decisions}. Cela reste dans le fichier mis de côté.</translation>
    </message>
    <message>
        <source>This is a backup of another station ({records}, made at {when}). Restore it only where this computer takes that station&apos;s place: nothing of this station&apos;s own history is in use then.</source>
        <translation>Cette sauvegarde est celle d&apos;une autre station ({records}, faite le {when}). Ne la restaurez que si cet ordinateur prend la place de cette station&#xa0;: rien de l&apos;historique de la station actuelle n&apos;est plus utilisé alors.</translation>
    </message>
    <message>
        <source>Restoring a backup</source>
        <translation>Restauration d&apos;une sauvegarde</translation>
    </message>
    <message>
        <source>A backup is being restored. The history stays as it was when that is broken off.</source>
        <translation>Une sauvegarde est en cours de restauration. L&apos;historique reste tel qu&apos;il était si elle est interrompue.</translation>
    </message>
    <message>
        <source>The history was not restored, since its check or the export folder does not answer. It is as it was. Disconnect the export folder (History &gt; Export folder), then try again.</source>
        <translation>L&apos;historique n&apos;a pas été restauré, car sa vérification ou le dossier d&apos;export ne répond pas. Il est tel qu&apos;il était. Déconnectez le dossier d&apos;export (Historique &gt; Dossier d&apos;export), puis réessayez.</translation>
    </message>
    <message>
        <source>The history is again as it was at {when}.</source>
        <translation>L&apos;historique est de nouveau tel qu&apos;il était le {when}.</translation>
    </message>
    <message>
        <source>The earlier one is now {path}.</source>
        <translation>Le précédent est maintenant {path}.</translation>
    </message>
    <message>
        <source>{count} of its pictures are missing.</source>
        <translation>Images manquantes&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>{count} are not what was stored: verify the history.</source>
        <translation>Images différentes de celles enregistrées&#xa0;: {count}. Vérifiez l&apos;historique.</translation>
    </message>
    <message>
        <source>Checking the history</source>
        <translation>Vérification de l&apos;historique</translation>
    </message>
    <message>
        <source>The history is being checked. It stays as it is when that is broken off.</source>
        <translation>L&apos;historique est en cours de vérification. Il reste tel quel si elle est interrompue.</translation>
    </message>
    <message>
        <source>Saving a backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>A backup is being made. There is none when that is broken off.</source>
        <translation>Une sauvegarde est en cours. Il n&apos;y en aura pas si elle est interrompue.</translation>
    </message>
    <message>
        <source>backed up</source>
        <translation>sauvegardé</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>restauré</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archivé</translation>
    </message>
    <message>
        <source>The backup has all records, but {count} of their pictures are missing. Verify the history to see which.</source>
        <translation>La sauvegarde a tous les enregistrements, mais il manque {count} de leurs images. Vérifiez l&apos;historique pour voir lesquelles.</translation>
    </message>
    <message>
        <source>Backup made: {records}.</source>
        <translation>Sauvegarde faite&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>Sample code seen before</source>
        <translation>Code échantillon déjà vu</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} et {other}</translation>
    </message>
    <message>
        <source>{uses} since {day}</source>
        <translation>{uses} depuis le {day}</translation>
    </message>
    <message>
        <source>the same picture was logged before as {row}, under another sample code.</source>
        <translation>la même image est déjà consignée&#xa0;: {row}, sous un autre code échantillon.</translation>
    </message>
    <message>
        <source>the same picture was logged before as {row}.</source>
        <translation>la même image est déjà consignée&#xa0;: {row}.</translation>
    </message>
    <message>
        <source>nearly the same picture was logged before as {row}, under another sample code.</source>
        <translation>presque la même image est déjà consignée&#xa0;: {row}, sous un autre code échantillon.</translation>
    </message>
    <message>
        <source>nearly the same picture was logged before as {row}.</source>
        <translation>presque la même image est déjà consignée&#xa0;: {row}.</translation>
    </message>
    <message>
        <source>{row}: {sentence}</source>
        <translation>{row}&#xa0;: {sentence}</translation>
    </message>
    <message>
        <source>{found} of {looked} pictures were logged before, {other} under another sample code. {sentence}</source>
        <translation>{found} images sur {looked} déjà consignées, dont {other} sous un autre code échantillon. {sentence}</translation>
    </message>
    <message>
        <source>{found} of {looked} pictures were logged before. {sentence}</source>
        <translation>{found} images sur {looked} déjà consignées. {sentence}</translation>
    </message>
    <message>
        <source>row {number} ({day}, {sample})</source>
        <translation>ligne {number} ({day}, {sample})</translation>
    </message>
    <message>
        <source>no sample code</source>
        <translation>pas de code échantillon</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Piste d&apos;audit</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>Type d&apos;événement</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Enreg.</translation>
    </message>
    <message>
        <source>Record number</source>
        <translation>Numéro d&apos;enregistrement</translation>
    </message>
    <message>
        <source>All but records logged</source>
        <translation>Tout sauf les enregistrements consignés</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Le programme</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>The chosen event</source>
        <translation>L&apos;événement choisi</translation>
    </message>
    <message>
        <source>Choose an event to see all that is known of it.</source>
        <translation>Choisissez un événement pour voir tout ce qui en est connu.</translation>
    </message>
    <message>
        <source>&amp;Copy event</source>
        <translation>&amp;Copier l&apos;événement</translation>
    </message>
    <message>
        <source>Copy all that is known of the chosen event to the clipboard</source>
        <translation>Copier tout ce qui est connu de l&apos;événement choisi dans le presse-papiers</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Quoi</translation>
    </message>
    <message>
        <source>W&amp;ho</source>
        <translation>Q&amp;ui</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Enregistrement</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>No event</source>
        <translation>Aucun événement</translation>
    </message>
    <message>
        <source>{events} so far, newest first; scroll down for older ones</source>
        <translation>{events} jusqu&apos;ici, du plus récent au plus ancien&#xa0;; faites défiler pour voir les précédents</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>le programme</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>En service</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>Of records before</source>
        <translation>D&apos;enregistrements avant</translation>
    </message>
    <message>
        <source>Blank field from</source>
        <translation>Champ vide d&apos;après</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Ordinateur</translation>
    </message>
    <message>
        <source>Records decided otherwise</source>
        <translation>Enregistrements décidés autrement</translation>
    </message>
    <message>
        <source>Decided otherwise in both logs</source>
        <translation>Décidés autrement dans les deux journaux</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>Décidé le</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Décidé par</translation>
    </message>
    <message>
        <source>SHA-256 of what was logged</source>
        <translation>SHA-256 de ce qui a été consigné</translation>
    </message>
    <message>
        <source>Newest event</source>
        <translation>Dernier événement</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Which records</source>
        <translation>Quels enregistrements</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Premier</translation>
    </message>
    <message>
        <source>Hash of the newest event</source>
        <translation>Empreinte du dernier événement</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Étalonnage</translation>
    </message>
    <message>
        <source>Sample codes and names as logged</source>
        <translation>Codes échantillon et noms tels que consignés</translation>
    </message>
    <message>
        <source>What is wrong, counted</source>
        <translation>Anomalies, comptées</translation>
    </message>
    <message>
        <source>SHA-256 of the manifest</source>
        <translation>SHA-256 du manifeste</translation>
    </message>
    <message>
        <source>Micrometres per pixel</source>
        <translation>Micromètres par pixel</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquants</translation>
    </message>
    <message>
        <source>Because of event</source>
        <translation>À cause de l&apos;événement</translation>
    </message>
    <message>
        <source>Operators&apos; names as logged</source>
        <translation>Noms des opérateurs tels que consignés</translation>
    </message>
    <message>
        <source>Pictures missing</source>
        <translation>Images manquantes</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Key of the pseudonyms</source>
        <translation>Clé des pseudonymes</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Clé publique</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Reasons as logged</source>
        <translation>Motifs tels que consignés</translation>
    </message>
    <message>
        <source>Scale from</source>
        <translation>Échelle d&apos;après</translation>
    </message>
    <message>
        <source>Events of slide sessions</source>
        <translation>Événements de sessions de lame</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>Signé le</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signé par</translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <source>Its number there</source>
        <translation>Son numéro là-bas</translation>
    </message>
    <message>
        <source>Found sound</source>
        <translation>Trouvé intact</translation>
    </message>
    <message>
        <source>Wrong PINs in a row</source>
        <translation>Codes PIN erronés de suite</translation>
    </message>
    <message>
        <source>Wrong PINs before</source>
        <translation>Codes PIN erronés avant</translation>
    </message>
    <message>
        <source>Box (left, top, width, height)</source>
        <translation>Cadre (gauche, haut, largeur, hauteur)</translation>
    </message>
    <message>
        <source>Ids of the classes</source>
        <translation>Identifiants des classes</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>Confirmed with the signature</source>
        <translation>Confirmé avec la signature</translation>
    </message>
    <message>
        <source>Cells of each class</source>
        <translation>Cellules de chaque classe</translation>
    </message>
    <message>
        <source>Cut by an edge, not counted</source>
        <translation>Coupées par un bord, non comptées</translation>
    </message>
    <message>
        <source>Its number at that station</source>
        <translation>Son numéro à cette station</translation>
    </message>
    <message>
        <source>In the place of record</source>
        <translation>À la place de l&apos;enregistrement</translation>
    </message>
    <message>
        <source>SHA-256 of the model</source>
        <translation>SHA-256 du modèle</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Classes given per 100 white cells</source>
        <translation>Classes données pour 100 globules blancs</translation>
    </message>
    <message>
        <source>SHA-256 of the picture</source>
        <translation>SHA-256 de l&apos;image</translation>
    </message>
    <message>
        <source>Cells rejected</source>
        <translation>Cellules rejetées</translation>
    </message>
    <message>
        <source>Cells of earlier fields, not counted again</source>
        <translation>Cellules de champs antérieurs, non recomptées</translation>
    </message>
    <message>
        <source>Classes set aside, not counted</source>
        <translation>Classes mises de côté, non comptées</translation>
    </message>
    <message>
        <source>Fields from</source>
        <translation>Champs de</translation>
    </message>
    <message>
        <source>Cells to be counted</source>
        <translation>Cellules à compter</translation>
    </message>
    <message>
        <source>Aside</source>
        <translation>Mis de côté</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Cellules</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Décisions</translation>
    </message>
    <message>
        <source>Decisions lost</source>
        <translation>Décisions perdues</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antérieurs aussi</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Fins de chaîne</translation>
    </message>
    <message>
        <source>Key aside</source>
        <translation>Clé mise de côté</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Dernier</translation>
    </message>
    <message>
        <source>Model id</source>
        <translation>Identifiant du modèle</translation>
    </message>
    <message>
        <source>Model version</source>
        <translation>Version du modèle</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Pictures read</source>
        <translation>Images lues</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Échantillon</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Reçoit</translation>
    </message>
    <message>
        <source>Uncertain below</source>
        <translation>Incertain au-dessous de</translation>
    </message>
    <message>
        <source>archive after months</source>
        <translation>archiver après (mois)</translation>
    </message>
    <message>
        <source>archive folder</source>
        <translation>dossier de l&apos;archive</translation>
    </message>
    <message>
        <source>backup folder</source>
        <translation>dossier de sauvegarde</translation>
    </message>
    <message>
        <source>backup on close</source>
        <translation>sauvegarde à la fermeture</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>caméra</translation>
    </message>
    <message>
        <source>export folder</source>
        <translation>dossier d&apos;export</translation>
    </message>
    <message>
        <source>export folder format</source>
        <translation>format du dossier d&apos;export</translation>
    </message>
    <message>
        <source>export folder identified</source>
        <translation>dossier d&apos;export identifié</translation>
    </message>
    <message>
        <source>export folder takes</source>
        <translation>le dossier d&apos;export reçoit</translation>
    </message>
    <message>
        <source>four eyes</source>
        <translation>quatre yeux</translation>
    </message>
    <message>
        <source>hands-free sensitivity</source>
        <translation>sensibilité de la capture mains libres</translation>
    </message>
    <message>
        <source>key of the pseudonyms</source>
        <translation>clé des pseudonymes</translation>
    </message>
    <message>
        <source>lock after minutes</source>
        <translation>verrouiller après (minutes)</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>étalonnage</translation>
    </message>
    <message>
        <source>exposure</source>
        <translation>exposition</translation>
    </message>
    <message>
        <source>exposure-auto</source>
        <translation>exposition auto</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>images par seconde</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>gain</translation>
    </message>
    <message>
        <source>gain-auto</source>
        <translation>gain auto</translation>
    </message>
    <message>
        <source>mirrored picture</source>
        <translation>image en miroir</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>objectif</translation>
    </message>
    <message>
        <source>quarter turns</source>
        <translation>quarts de tour</translation>
    </message>
    <message>
        <source>reference lines</source>
        <translation>lignes de référence</translation>
    </message>
    <message>
        <source>size</source>
        <translation>taille</translation>
    </message>
    <message>
        <source>white-balance</source>
        <translation>balance des blancs</translation>
    </message>
    <message>
        <source>white-balance-auto</source>
        <translation>balance des blancs auto</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>suggéré</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeté</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signé</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>commencé</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>repris</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>opérateur</translation>
    </message>
    <message>
        <source>reviewer</source>
        <translation>relecteur</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>administrateur</translation>
    </message>
    <message>
        <source>blank field</source>
        <translation>champ vide</translation>
    </message>
    <message>
        <source>different fields</source>
        <translation>différents champs</translation>
    </message>
    <message>
        <source>The models that were there when the log began to note them</source>
        <translation>Les modèles présents quand le journal a commencé à les noter</translation>
    </message>
    <message>
        <source>{name} {version} is new</source>
        <translation>{name} {version} est nouveau</translation>
    </message>
    <message>
        <source>{name} {version} is gone</source>
        <translation>{name} {version} a disparu</translation>
    </message>
    <message>
        <source>{name} is {version}, it was {before}</source>
        <translation>{name} passe de {before} à {version}</translation>
    </message>
    <message>
        <source>{name} {version} has another content</source>
        <translation>{name} {version} a un autre contenu</translation>
    </message>
    <message>
        <source>field counted</source>
        <translation>champ compté</translation>
    </message>
    <message>
        <source>cell drawn by hand</source>
        <translation>cellule tracée à la main</translation>
    </message>
    <message>
        <source>Log begun</source>
        <translation>Journal commencé</translation>
    </message>
    <message>
        <source>Record logged</source>
        <translation>Enregistrement consigné</translation>
    </message>
    <message>
        <source>Records taken over</source>
        <translation>Enregistrements repris</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Program started</source>
        <translation>Programme démarré</translation>
    </message>
    <message>
        <source>Program closed</source>
        <translation>Programme fermé</translation>
    </message>
    <message>
        <source>Setting changed</source>
        <translation>Réglage modifié</translation>
    </message>
    <message>
        <source>Model changed</source>
        <translation>Modèle changé</translation>
    </message>
    <message>
        <source>Operator changed</source>
        <translation>Opérateur modifié</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Identification</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Code PIN erroné</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exporté</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>Sauvegardé</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>Sauvegarde restaurée</translation>
    </message>
    <message>
        <source>Checked: sound</source>
        <translation>Vérifié&#xa0;: intact</translation>
    </message>
    <message>
        <source>Check failed</source>
        <translation>Échec de la vérification</translation>
    </message>
    <message>
        <source>Pictures archived</source>
        <translation>Images archivées</translation>
    </message>
    <message>
        <source>Other log merged</source>
        <translation>Autre journal fusionné</translation>
    </message>
    <message>
        <source>Slide session</source>
        <translation>Session de lame</translation>
    </message>
    <message>
        <source>Session {id}</source>
        <translation>Session {id}</translation>
    </message>
    <message>
        <source>Event {number}: {what}</source>
        <translation>Événement {number}&#xa0;: {what}</translation>
    </message>
    <message>
        <source>{here:%Y-%m-%d %H:%M:%S} by this computer&apos;s clock ({utc:%Y-%m-%d %H:%M:%S} UTC)</source>
        <translation>{here:%Y-%m-%d %H:%M:%S} à l&apos;horloge de cet ordinateur ({utc:%Y-%m-%d %H:%M:%S} UTC)</translation>
    </message>
    <message>
        <source>By {who}</source>
        <translation>Par {who}</translation>
    </message>
    <message>
        <source>Record {number}</source>
        <translation>Enregistrement {number}</translation>
    </message>
    <message>
        <source>About: {what}</source>
        <translation>Objet&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Motif&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Hash of this event: {hash}</source>
        <translation>Empreinte de cet événement&#xa0;: {hash}</translation>
    </message>
    <message>
        <source>{setting} of {thing}</source>
        <translation>{setting}&#xa0;: {thing}</translation>
    </message>
    <message>
        <source>set</source>
        <translation>défini</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>Records lost</source>
        <translation>Enregistrements perdus</translation>
    </message>
    <message>
        <source>And {things}: History &gt; Verify lists all.</source>
        <translation>Et {things}&#xa0;: Historique &gt; Vérifier en donne la liste.</translation>
    </message>
    <message>
        <source>Records and decisions are held together by a chain of hashes, and backups know what its end was in their time: what was changed, cut off or lost is found. The history is tamper-evident: whoever can write to the disk can change it, but not unseen by one who has an earlier backup.</source>
        <translation>Enregistrements et décisions sont liés par une chaîne d&apos;empreintes, et les sauvegardes savent quelle en était la fin en leur temps&#xa0;: ce qui a été modifié, coupé ou perdu est trouvé. Toute altération de l&apos;historique laisse une trace&#xa0;: qui peut écrire sur le disque peut le modifier, mais non à l&apos;insu de qui possède une sauvegarde antérieure.</translation>
    </message>
    <message>
        <source>Verify the history</source>
        <translation>Vérifier l&apos;historique</translation>
    </message>
    <message>
        <source>&amp;Read every picture as well (of a hundred thousand pictures it takes an hour)</source>
        <translation>&amp;Lire aussi chaque image (pour cent mille images, il faut une heure)</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Constats</translation>
    </message>
    <message>
        <source>What is found is listed here.</source>
        <translation>Les constats sont listés ici.</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Vérifier</translation>
    </message>
    <message>
        <source>&amp;Copy the findings</source>
        <translation>&amp;Copier les constats</translation>
    </message>
    <message>
        <source>Something else is under way. Wait for it, or cancel it, then verify.</source>
        <translation>Une autre tâche est en cours. Attendez la fin ou annulez-la, puis vérifiez.</translation>
    </message>
    <message>
        <source>Nothing wrong was found, but {ends} of the chain could not be proven.</source>
        <translation>Aucune anomalie trouvée, mais sans preuve pour {ends} de la chaîne.</translation>
    </message>
    <message>
        <source>The history is sound.</source>
        <translation>L&apos;historique est intact.</translation>
    </message>
    <message>
        <source>Nothing wrong was found in what was looked at.</source>
        <translation>Aucune anomalie dans ce qui a été examiné.</translation>
    </message>
    <message>
        <source>1 thing is wrong.</source>
        <translation>1 anomalie.</translation>
    </message>
    <message>
        <source>{count} things are wrong.</source>
        <translation>{count} anomalies.</translation>
    </message>
    <message>
        <source>Looked at: {records}, {events}, {pictures}, and {ends} of the chain that backups and the file beside the log know. Newest event: {newest}, {hash}.</source>
        <translation>Examiné&#xa0;: {records}, {events}, {pictures}, et {ends} de la chaîne, connues par les sauvegardes et par le fichier à côté du journal. Dernier événement&#xa0;: {newest}, {hash}.</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>exporté</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>édité</translation>
    </message>
    <message>
        <source>Install on this station</source>
        <translation>Installer sur cette station</translation>
    </message>
    <message>
        <source>In the applications &amp;menu</source>
        <translation>Dans le &amp;menu des applications</translation>
    </message>
    <message>
        <source>Not &amp;now</source>
        <translation>Pas mai&amp;ntenant</translation>
    </message>
    <message>
        <source>Leukdesk {there} is on this station. This one, {here}, can take its place.</source>
        <translation>Leukdesk {there} est sur cette station. Celui-ci, {here}, peut le remplacer.</translation>
    </message>
    <message>
        <source>Leukdesk can put itself on this station, to be found in the menu and to start fast.</source>
        <translation>Leukdesk peut s&apos;installer sur cette station, pour être trouvé dans le menu et démarrer vite.</translation>
    </message>
    <message>
        <source>It goes into folders of your own, and Help, Remove from this station takes it away again.</source>
        <translation>Il s&apos;installe dans vos propres dossiers&#xa0;; Aide, Retirer de cette station, l&apos;enlève.</translation>
    </message>
    <message>
        <source>From a stick or a disc it has to be unpacked, so that the menu finds it tomorrow.</source>
        <translation>Depuis une clé ou un disque, il doit être décompressé pour que le menu le trouve encore demain.</translation>
    </message>
    <message>
        <source>&amp;Unpacked once for fast starts ({size} MB)</source>
        <translation>Décompressé &amp;une fois pour démarrer vite ({size}&#xa0;Mo)</translation>
    </message>
    <message>
        <source>&amp;Replace it</source>
        <translation>&amp;Remplacer</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Installer</translation>
    </message>
    <message>
        <source>nothing is known yet of what is on this station</source>
        <translation>on ne sait pas encore ce qu&apos;il y a sur cette station</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Décompression</translation>
    </message>
    <message>
        <source>Leukdesk is still being unpacked. If the window is closed, the station stays as it was.</source>
        <translation>La décompression de Leukdesk est encore en cours. Si la fenêtre est fermée, la station reste comme elle était.</translation>
    </message>
    <message>
        <source>Leukdesk is closed for it.</source>
        <translation>Leukdesk se ferme pour cela.</translation>
    </message>
    <message>
        <source>Everything that was stored stays in {folder}.</source>
        <translation>Tout ce qui a été enregistré reste dans {folder}.</translation>
    </message>
    <message>
        <source>Remove from this station</source>
        <translation>Retirer de cette station</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Removing from this station</source>
        <translation>Retrait de cette station</translation>
    </message>
    <message>
        <source>Leukdesk is still being removed from this station.</source>
        <translation>Le retrait de Leukdesk de cette station est encore en cours.</translation>
    </message>
    <message>
        <source>nothing of it was put on this station</source>
        <translation>rien n&apos;en a été installé sur cette station</translation>
    </message>
    <message>
        <source>only the single file, or the copy that it unpacked, removes itself</source>
        <translation>seul le fichier unique, ou la copie qu&apos;il a décompressée, se retire lui-même</translation>
    </message>
    <message>
        <source>Help, Install on this station offers it again at any time.</source>
        <translation>Aide, Installer sur cette station le propose de nouveau à tout moment.</translation>
    </message>
    <message>
        <source>Leukdesk is unpacked in {folder}.</source>
        <translation>Leukdesk est décompressé dans {folder}.</translation>
    </message>
    <message>
        <source>Leukdesk is in the applications menu. Started from there, it opens fast.</source>
        <translation>Leukdesk est dans le menu des applications. Démarré de là, il s&apos;ouvre vite.</translation>
    </message>
    <message>
        <source>Leukdesk is in the applications menu.</source>
        <translation>Leukdesk est dans le menu des applications.</translation>
    </message>
    <message>
        <source>Not all of it could be removed from this station.</source>
        <translation>Tout n&apos;a pas pu être retiré de cette station.</translation>
    </message>
    <message>
        <source>Leukdesk was removed from this station. What was stored is still there.</source>
        <translation>Leukdesk a été retiré de cette station. Ce qui était enregistré est toujours là.</translation>
    </message>
    <message>
        <source>The entry in the applications menu is taken away.</source>
        <translation>L&apos;entrée dans le menu des applications est retirée.</translation>
    </message>
    <message>
        <source>The unpacked copy ({size} MB in {folder}) is taken away.</source>
        <translation>La copie décompressée ({size}&#xa0;Mo dans {folder}) est retirée.</translation>
    </message>
    <message>
        <source>The entry in the applications menu and the unpacked copy ({size} MB in {folder}) are taken away.</source>
        <translation>L&apos;entrée dans le menu des applications et la copie décompressée ({size}&#xa0;Mo dans {folder}) sont retirées.</translation>
    </message>
    <message>
        <source>Open &amp;stream or video…</source>
        <translation>Ouvrir un &amp;flux ou une vidéo…</translation>
    </message>
    <message>
        <source>Virtual microscope</source>
        <translation>Microscope virtuel</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>L&apos;afficher</translation>
    </message>
    <message>
        <source>{name}, slider</source>
        <translation>{name}, curseur</translation>
    </message>
    <message>
        <source>Hands-free capture</source>
        <translation>Capture mains libres</translation>
    </message>
    <message>
        <source>Captured fields</source>
        <translation>Champs capturés</translation>
    </message>
    <message>
        <source>What hands-free capture waits for</source>
        <translation>Ce qu&apos;attend la capture mains libres</translation>
    </message>
    <message>
        <source>Sensitivity of hands-free capture</source>
        <translation>Sensibilité de la capture mains libres</translation>
    </message>
    <message>
        <source>Careful: longer at rest, sharper, less of a field seen twice. Eager: the other way round.</source>
        <translation>Prudente&#xa0;: immobilité plus longue, image plus nette, moins de champs vus deux fois. Rapide&#xa0;: l&apos;inverse.</translation>
    </message>
    <message>
        <source>New slide</source>
        <translation>Nouvelle lame</translation>
    </message>
    <message>
        <source>Count from 0, and forget which fields were captured. A new sample code does so by itself.</source>
        <translation>Compter à partir de 0 et oublier les champs capturés. Un nouveau code échantillon le fait de lui-même.</translation>
    </message>
    <message>
        <source>Hands-free: {fields} captured</source>
        <translation>Capture mains libres&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>There is no model to classify with: choose one, and turn hands-free capture on again.</source>
        <translation>Aucun modèle ne permet de classer&#xa0;: choisissez-en un, puis réactivez la capture mains libres.</translation>
    </message>
    <message>
        <source>Captured {count}</source>
        <translation>Capturés&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{kept}: {what}, by itself.</source>
        <translation>{kept}&#xa0;: {what}, automatiquement.</translation>
    </message>
    <message>
        <source>Hands-free capture was stopped; the last field was not logged.</source>
        <translation>La capture mains libres a été arrêtée&#xa0;; le dernier champ n&apos;a pas été consigné.</translation>
    </message>
    <message>
        <source>As often as possible</source>
        <translation>Aussi souvent que possible</translation>
    </message>
    <message>
        <source>Four times a second</source>
        <translation>Quatre fois par seconde</translation>
    </message>
    <message>
        <source>Twice a second</source>
        <translation>Deux fois par seconde</translation>
    </message>
    <message>
        <source>Every second</source>
        <translation>Chaque seconde</translation>
    </message>
    <message>
        <source>Suggestions at &amp;most</source>
        <translation>Suggestions au ma&amp;ximum</translation>
    </message>
    <message>
        <source>Not capturing: there is no live picture.</source>
        <translation>Pas de capture&#xa0;: il n&apos;y a pas d&apos;image en direct.</translation>
    </message>
    <message>
        <source>Not capturing while another picture is shown.</source>
        <translation>Pas de capture tant qu&apos;une autre image est affichée.</translation>
    </message>
    <message>
        <source>Not capturing while the objective is calibrated.</source>
        <translation>Pas de capture pendant l&apos;étalonnage de l&apos;objectif.</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Autre…</translation>
    </message>
    <message>
        <source>The objective that is turned in: it decides which calibration holds</source>
        <translation>L&apos;objectif en place&#xa0;: il décide de l&apos;étalonnage qui s&apos;applique</translation>
    </message>
    <message>
        <source>Objective…</source>
        <translation>Objectif…</translation>
    </message>
    <message>
        <source>Name of the objective, such as 63× oil</source>
        <translation>Nom de l&apos;objectif, par exemple 63× huile</translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation>Étalonner…</translation>
    </message>
    <message>
        <source>Blank field, white balance and scale of this camera with an objective</source>
        <translation>Champ vide, balance des blancs et échelle de cette caméra avec un objectif</translation>
    </message>
    <message>
        <source>Choose the objective, so that its calibration holds.</source>
        <translation>Choisissez l&apos;objectif pour que son étalonnage s&apos;applique.</translation>
    </message>
    <message>
        <source>Not calibrated: sizes unknown, uneven light stays.</source>
        <translation>Non étalonné&#xa0;: tailles inconnues, l&apos;éclairage inégal reste.</translation>
    </message>
    <message>
        <source>{scale:.3g} µm/pixel</source>
        <translation>{scale:.3g}&#xa0;µm/pixel</translation>
    </message>
    <message>
        <source>No scale</source>
        <translation>Pas d&apos;échelle</translation>
    </message>
    <message>
        <source>{scale}, calibrated {days} days ago: do it again.</source>
        <translation>{scale}, étalonné il y a {days} jours&#xa0;: à refaire.</translation>
    </message>
    <message>
        <source>{scale}, calibrated {date}.</source>
        <translation>{scale}, étalonné le {date}.</translation>
    </message>
    <message>
        <source>The camera {name}, which was used last, is connected again.</source>
        <translation>La caméra {name}, utilisée en dernier, est de nouveau connectée.</translation>
    </message>
    <message>
        <source>The camera {name} has been connected.</source>
        <translation>La caméra {name} vient d&apos;être connectée.</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>This source has nothing to set.</source>
        <translation>Cette source n&apos;a rien à régler.</translation>
    </message>
    <message>
        <source>Settings of the source</source>
        <translation>Réglages de la source</translation>
    </message>
    <message>
        <source>Notes on the source</source>
        <translation>Remarques sur la source</translation>
    </message>
    <message>
        <source>Open stream or video</source>
        <translation>Ouvrir un flux ou une vidéo</translation>
    </message>
    <message>
        <source>Address or file</source>
        <translation>Adresse ou fichier</translation>
    </message>
    <message>
        <source>rtsp://… or http://… or a video file</source>
        <translation>rtsp://… ou http://… ou un fichier vidéo</translation>
    </message>
    <message>
        <source>Address of a &amp;stream, or a video file</source>
        <translation>Adresse d&apos;un &amp;flux, ou fichier vidéo</translation>
    </message>
    <message>
        <source>There is no file of this name, and an address would hold ://.</source>
        <translation>Aucun fichier ne porte ce nom, et une adresse contiendrait ://.</translation>
    </message>
    <message>
        <source>Open video</source>
        <translation>Ouvrir une vidéo</translation>
    </message>
    <message>
        <source>Archive…</source>
        <translation>Archiver…</translation>
    </message>
    <message>
        <source>Pictures cannot be classified.</source>
        <translation>Les images ne peuvent pas être classées.</translation>
    </message>
    <message>
        <source>F2: type a sample code. A barcode scanner is understood at any time.</source>
        <translation>F2&#xa0;: saisir un code échantillon. Un lecteur de codes-barres est compris à tout moment.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Arrêter et fermer</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Caméra</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>&amp;Image</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>S&amp;lide</source>
        <translation>&amp;Lame</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>&amp;Historique</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Relecture</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>&amp;Opérateur</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ai&amp;de</translation>
    </message>
    <message>
        <source>&amp;Open pictures…</source>
        <translation>&amp;Ouvrir des images…</translation>
    </message>
    <message>
        <source>Open one picture to look at it, or several to classify them all.</source>
        <translation>Ouvrir une image pour la regarder, ou plusieurs pour les classer toutes.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Classify every picture in a folder.</source>
        <translation>Classer toutes les images d&apos;un dossier.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Close Leukdesk.</source>
        <translation>Fermer Leukdesk.</translation>
    </message>
    <message>
        <source>&amp;Live view</source>
        <translation>Vue en &amp;direct</translation>
    </message>
    <message>
        <source>Start or stop the live view of the chosen camera.</source>
        <translation>Démarrer ou arrêter la vue en direct de la caméra choisie.</translation>
    </message>
    <message>
        <source>C&amp;apture</source>
        <translation>C&amp;apturer</translation>
    </message>
    <message>
        <source>Freeze the newest frame, classify and log it; once more: back to live.</source>
        <translation>Figer la dernière image, la classer et la consigner&#xa0;; encore une fois&#xa0;: retour au direct.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Hold the live picture, or let it go on.</source>
        <translation>Figer l&apos;image en direct, ou la laisser continuer.</translation>
    </message>
    <message>
        <source>&amp;Hands-free capture</source>
        <translation>Capture &amp;mains libres</translation>
    </message>
    <message>
        <source>Capture, classify and log every new field by itself, as soon as the stage rests and the picture is sharp.</source>
        <translation>Capturer, classer et consigner automatiquement chaque nouveau champ, dès que la platine est immobile et l&apos;image nette.</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>Mains libres</translation>
    </message>
    <message>
        <source>&amp;Suggestions</source>
        <translation>&amp;Suggestions</translation>
    </message>
    <message>
        <source>Run the chosen model on the live picture. Nothing is logged until it is captured.</source>
        <translation>Appliquer le modèle choisi à l&apos;image en direct. Rien n&apos;est consigné avant la capture.</translation>
    </message>
    <message>
        <source>Suggest the &amp;mean of a field at rest</source>
        <translation>Suggérer la mo&amp;yenne d&apos;un champ immobile</translation>
    </message>
    <message>
        <source>Average the suggestions over the last frames while the stage does not move.</source>
        <translation>Faire la moyenne des suggestions sur les dernières images tant que la platine ne bouge pas.</translation>
    </message>
    <message>
        <source>S&amp;ound with hands-free captures</source>
        <translation>So&amp;n des captures mains libres</translation>
    </message>
    <message>
        <source>A soft click with every field that was captured.</source>
        <translation>Un léger clic à chaque champ capturé.</translation>
    </message>
    <message>
        <source>Con&amp;trols</source>
        <translation>Ré&amp;glages</translation>
    </message>
    <message>
        <source>Resolution, exposure and whatever else the source lets be set; the knobs of the virtual microscope.</source>
        <translation>Résolution, exposition et tout ce que la source permet de régler&#xa0;; les commandes du microscope virtuel.</translation>
    </message>
    <message>
        <source>Cali&amp;brate…</source>
        <translation>É&amp;talonner…</translation>
    </message>
    <message>
        <source>Blank field, white balance and scale of this camera with this objective.</source>
        <translation>Champ vide, balance des blancs et échelle de cette caméra avec cet objectif.</translation>
    </message>
    <message>
        <source>&amp;Classify</source>
        <translation>&amp;Classer</translation>
    </message>
    <message>
        <source>Classify and log the picture shown, or the region drawn on it.</source>
        <translation>Classer et consigner l&apos;image affichée, ou la région qui y est tracée.</translation>
    </message>
    <message>
        <source>Cancel the running &amp;job</source>
        <translation>Annuler la &amp;tâche en cours</translation>
    </message>
    <message>
        <source>Stop classifying many pictures.</source>
        <translation>Arrêter le classement d&apos;un lot d&apos;images.</translation>
    </message>
    <message>
        <source>Draw a &amp;region</source>
        <translation>Tracer une &amp;région</translation>
    </message>
    <message>
        <source>Drag a rectangle on the picture; only that part is classified. Shift+drag does the same at any time.</source>
        <translation>Tracer un rectangle sur l&apos;image&#xa0;; seule cette partie est classée. Maj+glisser fait de même à tout moment.</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>C&amp;lear the region</source>
        <translation>&amp;Effacer la région</translation>
    </message>
    <message>
        <source>Classify the whole picture again.</source>
        <translation>Classer de nouveau l&apos;image entière.</translation>
    </message>
    <message>
        <source>Edit c&amp;ells</source>
        <translation>Modifier les ce&amp;llules</translation>
    </message>
    <message>
        <source>Drag to draw a cell; its handles resize it, its inside moves it, Del takes it away or rejects a logged one.</source>
        <translation>Glisser pour tracer une cellule&#xa0;; ses poignées la redimensionnent, son intérieur la déplace, Suppr l&apos;enlève ou rejette une cellule consignée.</translation>
    </message>
    <message>
        <source>Remo&amp;ve the cell</source>
        <translation>&amp;Supprimer la cellule</translation>
    </message>
    <message>
        <source>Take the selected cell away, or reject a logged one, as Del does with the tool for cells.</source>
        <translation>Enlever la cellule sélectionnée, ou rejeter une cellule consignée, comme Suppr avec l&apos;outil des cellules.</translation>
    </message>
    <message>
        <source>&amp;Undo the last edit of cells</source>
        <translation>Annuler la dernière &amp;modification de cellule</translation>
    </message>
    <message>
        <source>Take back the last cell that was drawn, changed or removed.</source>
        <translation>Annuler le dernier tracé, la dernière modification ou suppression de cellule.</translation>
    </message>
    <message>
        <source>&amp;Magnifier</source>
        <translation>L&amp;oupe</translation>
    </message>
    <message>
        <source>Show the pixels under the pointer enlarged.</source>
        <translation>Agrandir les pixels sous le pointeur.</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>Loupe</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Zoom a&amp;vant</translation>
    </message>
    <message>
        <source>Enlarge the picture.</source>
        <translation>Agrandir l&apos;image.</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Zoom arr&amp;ière</translation>
    </message>
    <message>
        <source>Make the picture smaller.</source>
        <translation>Réduire l&apos;image.</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Aj&amp;uster</translation>
    </message>
    <message>
        <source>Show the whole picture.</source>
        <translation>Afficher l&apos;image entière.</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajuster</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>&amp;Pixels réels</translation>
    </message>
    <message>
        <source>One pixel of the picture on one pixel of the screen.</source>
        <translation>Un pixel de l&apos;image sur un pixel de l&apos;écran.</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Scale &amp;bar</source>
        <translation>&amp;Barre d&apos;échelle</translation>
    </message>
    <message>
        <source>Show how long so many micrometres are.</source>
        <translation>Montrer une longueur connue, en micromètres, sur l&apos;image.</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>&amp;Grille</translation>
    </message>
    <message>
        <source>Lay a grid over the picture.</source>
        <translation>Poser une grille sur l&apos;image.</translation>
    </message>
    <message>
        <source>C&amp;rosshair</source>
        <translation>&amp;Réticule</translation>
    </message>
    <message>
        <source>Mark the middle of the picture.</source>
        <translation>Marquer le milieu de l&apos;image.</translation>
    </message>
    <message>
        <source>C&amp;ells</source>
        <translation>&amp;Cellules</translation>
    </message>
    <message>
        <source>Draw the white cells that were found, where a model of cells is chosen.</source>
        <translation>Tracer les globules blancs trouvés, lorsqu&apos;un modèle de cellules est choisi.</translation>
    </message>
    <message>
        <source>Cells as &amp;outlines</source>
        <translation>Cellules en c&amp;ontours</translation>
    </message>
    <message>
        <source>Draw the outlines of cells and nuclei in place of boxes.</source>
        <translation>Tracer les contours des cellules et des noyaux à la place des cadres.</translation>
    </message>
    <message>
        <source>&amp;Names of rendered cells</source>
        <translation>&amp;Noms des cellules synthétiques</translation>
    </message>
    <message>
        <source>Say what the virtual microscope has drawn: for learning to recognise cells.</source>
        <translation>Indiquer ce que le microscope virtuel a dessiné&#xa0;: pour apprendre à reconnaître les cellules.</translation>
    </message>
    <message>
        <source>&amp;Turn the picture</source>
        <translation>&amp;Tourner l&apos;image</translation>
    </message>
    <message>
        <source>Show this camera&apos;s picture a quarter further.</source>
        <translation>Tourner l&apos;image de cette caméra d&apos;un quart de tour.</translation>
    </message>
    <message>
        <source>&amp;Mirror the picture</source>
        <translation>Image en &amp;miroir</translation>
    </message>
    <message>
        <source>Show this camera&apos;s picture mirrored.</source>
        <translation>Afficher l&apos;image de cette caméra en miroir.</translation>
    </message>
    <message>
        <source>Go to &amp;sample code</source>
        <translation>Aller au co&amp;de échantillon</translation>
    </message>
    <message>
        <source>Type or scan the next sample code.</source>
        <translation>Saisir ou scanner le code échantillon suivant.</translation>
    </message>
    <message>
        <source>Go to the &amp;picture</source>
        <translation>Aller à l&apos;&amp;image</translation>
    </message>
    <message>
        <source>Give the keyboard to the picture.</source>
        <translation>Donner le clavier à l&apos;image.</translation>
    </message>
    <message>
        <source>Go to the &amp;history</source>
        <translation>Aller à l&apos;&amp;historique</translation>
    </message>
    <message>
        <source>Move through the history.</source>
        <translation>Parcourir l&apos;historique.</translation>
    </message>
    <message>
        <source>Go to the history &amp;filter</source>
        <translation>Aller au &amp;filtre de l&apos;historique</translation>
    </message>
    <message>
        <source>Search the history.</source>
        <translation>Rechercher dans l&apos;historique.</translation>
    </message>
    <message>
        <source>&amp;Back from the history</source>
        <translation>&amp;Quitter l&apos;historique</translation>
    </message>
    <message>
        <source>Leave the stored picture: back to the live view, or to the picture shown before.</source>
        <translation>Quitter l&apos;image enregistrée&#xa0;: retour à la vue en direct ou à l&apos;image affichée avant.</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>&amp;Confirmer</translation>
    </message>
    <message>
        <source>Confirm what the model suggests (with a reason: Shift+F10).</source>
        <translation>Confirmer ce que le modèle suggère (avec un motif&#xa0;: Maj+F10).</translation>
    </message>
    <message>
        <source>Confirm &amp;with a reason…</source>
        <translation>Confirmer avec &amp;motif…</translation>
    </message>
    <message>
        <source>Confirm what the model suggests, and say why.</source>
        <translation>Confirmer ce que le modèle suggère, et dire pourquoi.</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>M&amp;odifier…</translation>
    </message>
    <message>
        <source>Decide for another class of the model, and say why.</source>
        <translation>Décider pour une autre classe du modèle, et dire pourquoi.</translation>
    </message>
    <message>
        <source>Re&amp;ject…</source>
        <translation>Re&amp;jeter…</translation>
    </message>
    <message>
        <source>Decide that no class fits, and say why.</source>
        <translation>Décider qu&apos;aucune classe ne convient, et dire pourquoi.</translation>
    </message>
    <message>
        <source>&amp;Sign…</source>
        <translation>&amp;Signer…</translation>
    </message>
    <message>
        <source>Sign what was decided.</source>
        <translation>Signer ce qui a été décidé.</translation>
    </message>
    <message>
        <source>&amp;Next that needs review</source>
        <translation>Suiva&amp;nt à revoir</translation>
    </message>
    <message>
        <source>Show the next uncertain result.</source>
        <translation>Afficher le résultat incertain suivant.</translation>
    </message>
    <message>
        <source>&amp;Previous that needs review</source>
        <translation>&amp;Précédent à revoir</translation>
    </message>
    <message>
        <source>Show the uncertain result before.</source>
        <translation>Afficher le résultat incertain précédent.</translation>
    </message>
    <message>
        <source>Go on by &amp;itself</source>
        <translation>&amp;Enchaîner automatiquement</translation>
    </message>
    <message>
        <source>After a decision show the next result that needs review.</source>
        <translation>Après une décision, afficher le résultat suivant à revoir.</translation>
    </message>
    <message>
        <source>&amp;Export history…</source>
        <translation>&amp;Exporter l&apos;historique…</translation>
    </message>
    <message>
        <source>Write records to a table, to pictures or to files that other programs read; de-identified by default.</source>
        <translation>Écrire des enregistrements dans un tableau, des images ou des fichiers lus par d&apos;autres programmes&#xa0;; désidentifiés par défaut.</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Rapport…</translation>
    </message>
    <message>
        <source>Save or print a report of the selected record, or of its sample.</source>
        <translation>Enregistrer ou imprimer un rapport de l&apos;enregistrement sélectionné, ou de son échantillon.</translation>
    </message>
    <message>
        <source>E&amp;xport folder…</source>
        <translation>Dossier d&apos;e&amp;xport…</translation>
    </message>
    <message>
        <source>Hand every signed record over to a folder that a laboratory system watches; the cells of slide sessions are not among them.</source>
        <translation>Transmettre chaque enregistrement signé à un dossier surveillé par un système de laboratoire&#xa0;; les cellules des sessions de lame n&apos;en font pas partie.</translation>
    </message>
    <message>
        <source>Charts of the histor&amp;y…</source>
        <translation>&amp;Graphiques de l&apos;historique…</translation>
    </message>
    <message>
        <source>Counts per day, class and model, agreement, and drift of brightness, focus and classes, as filtered now.</source>
        <translation>Nombres par jour, classe et modèle, concordance, et dérive de la luminosité, de la mise au point et des classes, selon le filtre actuel.</translation>
    </message>
    <message>
        <source>&amp;New slide session…</source>
        <translation>&amp;Nouvelle session de lame…</translation>
    </message>
    <message>
        <source>Count the cells of a slide, field by field.</source>
        <translation>Compter les cellules d&apos;une lame, champ par champ.</translation>
    </message>
    <message>
        <source>Slide &amp;sessions…</source>
        <translation>&amp;Sessions de lame…</translation>
    </message>
    <message>
        <source>Look at a session again, or go on with one.</source>
        <translation>Revoir une session, ou en poursuivre une.</translation>
    </message>
    <message>
        <source>&amp;Gallery…</source>
        <translation>&amp;Galerie…</translation>
    </message>
    <message>
        <source>See all cells of the session, the doubtful ones first, and decide.</source>
        <translation>Voir toutes les cellules de la session, les douteuses d&apos;abord, et décider.</translation>
    </message>
    <message>
        <source>&amp;Pause the session</source>
        <translation>Mettre la session en &amp;pause</translation>
    </message>
    <message>
        <source>Count no fields for now, or go on counting.</source>
        <translation>Ne plus compter de champs pour l&apos;instant, ou continuer à compter.</translation>
    </message>
    <message>
        <source>&amp;End the session</source>
        <translation>&amp;Terminer la session</translation>
    </message>
    <message>
        <source>Count no more fields; review and sign come then.</source>
        <translation>Ne plus compter de champs&#xa0;; la relecture et la signature viennent ensuite.</translation>
    </message>
    <message>
        <source>&amp;Verify…</source>
        <translation>&amp;Vérifier…</translation>
    </message>
    <message>
        <source>Check that nothing in the history was changed, lost or damaged.</source>
        <translation>Vérifier que rien dans l&apos;historique n&apos;a été modifié, perdu ou endommagé.</translation>
    </message>
    <message>
        <source>Back &amp;up now</source>
        <translation>&amp;Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Save the history and its pictures to the backups.</source>
        <translation>Enregistrer l&apos;historique et ses images dans les sauvegardes.</translation>
    </message>
    <message>
        <source>Bac&amp;kups and restore…</source>
        <translation>Sauvegardes et restaurati&amp;on…</translation>
    </message>
    <message>
        <source>See the backups, choose where they are kept, or go back to one.</source>
        <translation>Voir les sauvegardes, choisir où elles sont conservées, ou revenir à l&apos;une d&apos;elles.</translation>
    </message>
    <message>
        <source>&amp;Archive old pictures…</source>
        <translation>&amp;Archiver les anciennes images…</translation>
    </message>
    <message>
        <source>Move the pictures of old records into an archive on another disk.</source>
        <translation>Déplacer les images des anciens enregistrements dans une archive sur un autre disque.</translation>
    </message>
    <message>
        <source>Audit &amp;trail…</source>
        <translation>&amp;Piste d&apos;audit…</translation>
    </message>
    <message>
        <source>See who did what and when, what it was before, and why.</source>
        <translation>Voir qui a fait quoi et quand, ce que c&apos;était avant, et pourquoi.</translation>
    </message>
    <message>
        <source>Change &amp;operator…</source>
        <translation>Changer d&apos;&amp;opérateur…</translation>
    </message>
    <message>
        <source>Say who is working now.</source>
        <translation>Dire qui travaille maintenant.</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Verrouiller</translation>
    </message>
    <message>
        <source>Log and decide nothing until somebody signs in.</source>
        <translation>Ne rien consigner ni décider tant que personne ne s&apos;est identifié.</translation>
    </message>
    <message>
        <source>Change my &amp;PIN…</source>
        <translation>Changer mon code &amp;PIN…</translation>
    </message>
    <message>
        <source>Give yourself another PIN, knowing the present one.</source>
        <translation>Vous donner un autre code PIN, en connaissant l&apos;actuel.</translation>
    </message>
    <message>
        <source>&amp;Manage operators…</source>
        <translation>&amp;Gérer les opérateurs…</translation>
    </message>
    <message>
        <source>Who may work here, in what role, with what PIN.</source>
        <translation>Qui peut travailler ici, dans quel rôle, avec quel code PIN.</translation>
    </message>
    <message>
        <source>&amp;Manual…</source>
        <translation>&amp;Manuel…</translation>
    </message>
    <message>
        <source>How to work with Leukdesk, step by step.</source>
        <translation>Comment travailler avec Leukdesk, étape par étape.</translation>
    </message>
    <message>
        <source>Model &amp;card…</source>
        <translation>&amp;Fiche du modèle…</translation>
    </message>
    <message>
        <source>What the model was trained on, how well it does, and its limits.</source>
        <translation>Sur quoi le modèle a été entraîné, ses performances et ses limites.</translation>
    </message>
    <message>
        <source>Model &amp;packages…</source>
        <translation>Pa&amp;quets de modèles…</translation>
    </message>
    <message>
        <source>Install a model from a file, remove one, or go back to its former version.</source>
        <translation>Installer un modèle depuis un fichier, en retirer un, ou revenir à sa version précédente.</translation>
    </message>
    <message>
        <source>&amp;Install on this station…</source>
        <translation>&amp;Installer sur cette station…</translation>
    </message>
    <message>
        <source>Put Leukdesk into the applications menu, and unpack it once so that it starts fast.</source>
        <translation>Mettre Leukdesk dans le menu des applications, et le décompresser une fois pour qu&apos;il démarre vite.</translation>
    </message>
    <message>
        <source>&amp;Remove from this station…</source>
        <translation>&amp;Retirer de cette station…</translation>
    </message>
    <message>
        <source>Take the menu entry and the unpacked copy away; everything that was stored stays.</source>
        <translation>Retirer l&apos;entrée du menu et la copie décompressée&#xa0;; tout ce qui a été enregistré reste.</translation>
    </message>
    <message>
        <source>&amp;About Leukdesk…</source>
        <translation>À &amp;propos de Leukdesk…</translation>
    </message>
    <message>
        <source>Version, licence and where the data lie.</source>
        <translation>Version, licence et emplacement des données.</translation>
    </message>
    <message>
        <source>&amp;Resume the session</source>
        <translation>&amp;Reprendre la session</translation>
    </message>
    <message>
        <source>Start or stop the live view: {source} (F5)</source>
        <translation>Démarrer ou arrêter la vue en direct&#xa0;: {source} (F5)</translation>
    </message>
    <message>
        <source>The window speaks this language from the next start on.</source>
        <translation>La fenêtre parlera cette langue à partir du prochain démarrage.</translation>
    </message>
    <message>
        <source>Lang&amp;uage</source>
        <translation>Lang&amp;ue</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Système</translation>
    </message>
    <message>
        <source>Colours of the s&amp;ystem</source>
        <translation>Couleurs du s&amp;ystème</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>C&amp;lair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Barre d&apos;outils</translation>
    </message>
    <message>
        <source>Pictures are still being classified. Those that are done stay in the log, the others are left.</source>
        <translation>Des images sont encore en cours de classement. Celles qui sont classées restent dans le journal, les autres sont abandonnées.</translation>
    </message>
    <message>
        <source>Pictures are still being classified. Wait for it, or cancel it, then restore.</source>
        <translation>Des images sont encore en cours de classement. Attendez la fin ou annulez, puis restaurez.</translation>
    </message>
    <message>
        <source>Hands-free capture is on. Stop it (F3), then restore.</source>
        <translation>La capture mains libres est active. Arrêtez-la (F3), puis restaurez.</translation>
    </message>
    <message>
        <source>Pictures are still being classified. Wait for it, or cancel it, then change the models.</source>
        <translation>Des images sont encore en cours de classement. Attendez la fin ou annulez, puis changez les modèles.</translation>
    </message>
    <message>
        <source>Hands-free capture is on. Stop it (F3), then change the models.</source>
        <translation>La capture mains libres est active. Arrêtez-la (F3), puis changez les modèles.</translation>
    </message>
    <message>
        <source>Not capturing while a backup is restored.</source>
        <translation>Pas de capture pendant la restauration d&apos;une sauvegarde.</translation>
    </message>
    <message>
        <source>A second model for what is classified by hand: of whole fields beside one of cells, or the other way round. Its answers are logged as well. The live view, hands-free capture and folders ask the first model alone</source>
        <translation>Un second modèle pour ce qui est classé à la main&#xa0;: de champs entiers à côté d&apos;un modèle de cellules, ou l&apos;inverse. Ses réponses sont également consignées. La vue en direct, la capture mains libres et les dossiers n&apos;interrogent que le premier modèle</translation>
    </message>
    <message>
        <source>Model besi&amp;de</source>
        <translation>Second mo&amp;dèle</translation>
    </message>
    <message>
        <source>Model cards</source>
        <translation>Fiches des modèles</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusés</translation>
    </message>
    <message>
        <source>{package}: refused</source>
        <translation>{package}&#xa0;: refusé</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>exactitude</translation>
    </message>
    <message>
        <source>accuracy when certain</source>
        <translation>exactitude si certain</translation>
    </message>
    <message>
        <source>balanced accuracy</source>
        <translation>exactitude équilibrée</translation>
    </message>
    <message>
        <source>brier</source>
        <translation>score de Brier</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>erreur de calibration</translation>
    </message>
    <message>
        <source>calibration error before</source>
        <translation>erreur de calibration avant</translation>
    </message>
    <message>
        <source>certain share</source>
        <translation>part certaine</translation>
    </message>
    <message>
        <source>macro auc</source>
        <translation>AUC macro</translation>
    </message>
    <message>
        <source>macro f1</source>
        <translation>F1 macro</translation>
    </message>
    <message>
        <source>negative log likelihood</source>
        <translation>log-vraisemblance négative</translation>
    </message>
    <message>
        <source>weighted f1</source>
        <translation>F1 pondéré</translation>
    </message>
    <message>
        <source>train</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validation</translation>
    </message>
    <message>
        <source>test</source>
        <translation>test</translation>
    </message>
    <message>
        <source>The answer is “uncertain” when the highest probability is below {limit:.2f}.</source>
        <translation>La réponse est «&#xa0;incertain&#xa0;» lorsque la plus haute probabilité est inférieure à {limit:.2f}.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Figures on pictures that it never saw</source>
        <translation>Mesures sur des images qu&apos;il n&apos;a jamais vues</translation>
    </message>
    <message>
        <source>On pictures of other laboratories</source>
        <translation>Sur des images d&apos;autres laboratoires</translation>
    </message>
    <message>
        <source>For each class</source>
        <translation>Pour chaque classe</translation>
    </message>
    <message>
        <source>True class (rows) against answer (columns), counts</source>
        <translation>Classe vraie (lignes) et réponse (colonnes), nombres</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Mesuré sur</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>Refused, never run.</source>
        <translation>Refusé, jamais utilisé.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>Intervalle à 95&#xa0;%</translation>
    </message>
    <message>
        <source>Trivial baseline</source>
        <translation>Référence triviale</translation>
    </message>
    <message>
        <source>Random split</source>
        <translation>Répartition aléatoire</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publié</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Justes</translation>
    </message>
    <message>
        <source>Always the commonest</source>
        <translation>Toujours la plus fréquente</translation>
    </message>
    <message>
        <source>Right when certain</source>
        <translation>Justes si certain</translation>
    </message>
    <message>
        <source>{data} (measured with {model})</source>
        <translation>{data} (mesuré avec {model})</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>spécificité</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>précision</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>rappel</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>{pictures} pictures</source>
        <translation>{pictures} images</translation>
    </message>
    <message>
        <source>{pictures} pictures of {groups} groups</source>
        <translation>{pictures} images de {groups} groupes</translation>
    </message>
    <message>
        <source>No white cell: counted per 100 white cells.</source>
        <translation>Pas un globule blanc&#xa0;: compté pour 100 globules blancs.</translation>
    </message>
    <message>
        <source>No white cell: set aside, not counted.</source>
        <translation>Pas un globule blanc&#xa0;: mis de côté, non compté.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Répartition</translation>
    </message>
    <message>
        <source>Id and version</source>
        <translation>Identifiant et version</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architecture</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>Examine</translation>
    </message>
    <message>
        <source>whole fields</source>
        <translation>champs entiers</translation>
    </message>
    <message>
        <source>single cells</source>
        <translation>cellules isolées</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>{scale:g} µm a pixel</source>
        <translation>{scale:g}&#xa0;µm par pixel</translation>
    </message>
    <message>
        <source>not published for the training pictures</source>
        <translation>non publiée pour les images d&apos;entraînement</translation>
    </message>
    <message>
        <source>Came with</source>
        <translation>Fourni avec</translation>
    </message>
    <message>
        <source>the cell&apos;s box and {margin:.3g} % of its longer side around it.</source>
        <translation>le cadre de la cellule et {margin:.3g}&#xa0;% de son plus long côté autour.</translation>
    </message>
    <message>
        <source>{side:g} µm around the cell; where the scale is not known, the cell&apos;s box and {margin:.3g} % of its longer side around it.</source>
        <translation>{side:g}&#xa0;µm autour de la cellule&#xa0;; lorsque l&apos;échelle est inconnue, le cadre de la cellule et {margin:.3g}&#xa0;% de son plus long côté autour.</translation>
    </message>
    <message>
        <source>A cell is cut out</source>
        <translation>Découpe d&apos;une cellule</translation>
    </message>
    <message>
        <source>{form}, {size:.1f} MB; the trained network&apos;s answer for {agreement:.4g} % of pictures, probabilities at most {difference:.2g} apart</source>
        <translation>{form}, {size:.1f}&#xa0;Mo&#xa0;; même réponse que le réseau entraîné pour {agreement:.4g}&#xa0;% des images, probabilités écartées d&apos;au plus {difference:.2g}</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, from {part}</source>
        <translation>{width} × {height} pixels, de&#xa0;: {part}</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, from the whole picture</source>
        <translation>{width} × {height} pixels, de l&apos;image entière</translation>
    </message>
    <message>
        <source>{low:.3f} to {high:.3f}</source>
        <translation>{low:.3f} à {high:.3f}</translation>
    </message>
    <message>
        <source>Loading model…</source>
        <translation>Chargement du modèle…</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>Le modèle ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>Whole fields</source>
        <translation>Champs entiers</translation>
    </message>
    <message>
        <source>Whole fields, this station&apos;s own</source>
        <translation>Champs entiers, propres à cette station</translation>
    </message>
    <message>
        <source>Single cells</source>
        <translation>Cellules isolées</translation>
    </message>
    <message>
        <source>Single cells, this station&apos;s own</source>
        <translation>Cellules isolées, propres à cette station</translation>
    </message>
    <message>
        <source>Loading models…</source>
        <translation>Chargement des modèles…</translation>
    </message>
    <message>
        <source>What the model was trained on, how well it does, and its limits</source>
        <translation>Sur quoi le modèle a été entraîné, ses performances et ses limites</translation>
    </message>
    <message>
        <source>Open the model&apos;s card</source>
        <translation>Ouvrir la fiche du modèle</translation>
    </message>
    <message>
        <source>No model can be run</source>
        <translation>Aucun modèle utilisable</translation>
    </message>
    <message>
        <source>1 package is refused: see the card.</source>
        <translation>1 paquet est refusé&#xa0;: voir la fiche.</translation>
    </message>
    <message>
        <source>{count} packages are refused: see the card.</source>
        <translation>{count} paquets sont refusés&#xa0;: voir la fiche.</translation>
    </message>
    <message>
        <source>The PIN of {name} can be tried again now.</source>
        <translation>Le code PIN de {name} peut de nouveau être essayé.</translation>
    </message>
    <message>
        <source>New operator…</source>
        <translation>Nouvel opérateur…</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Opérateurs</translation>
    </message>
    <message>
        <source>{least} to {most} characters; letters are allowed. Leave both empty for no new PIN.</source>
        <translation>{least} à {most} caractères&#xa0;; les lettres sont permises. Laissez les deux champs vides pour ne pas changer le code PIN.</translation>
    </message>
    <message>
        <source>In &amp;service</source>
        <translation>En &amp;service</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Take PIN away</source>
        <translation>Retirer le code PIN</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rôle</translation>
    </message>
    <message>
        <source>New &amp;PIN</source>
        <translation>Nouveau code &amp;PIN</translation>
    </message>
    <message>
        <source>PIN a&amp;gain</source>
        <translation>Répéter le no&amp;uveau code</translation>
    </message>
    <message>
        <source>&amp;Four eyes: whoever decided may not sign</source>
        <translation>&amp;Quatre yeux&#xa0;: qui a décidé ne peut pas signer</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> minutes</translation>
    </message>
    <message>
        <source>&amp;Lock without input after</source>
        <translation>&amp;Verrouiller sans saisie après</translation>
    </message>
    <message>
        <source>Names stay in the log for ever: nobody is removed, only put out of service. A PIN keeps colleagues apart; it does not keep out somebody who can copy or write the data folder.</source>
        <translation>Les noms restent toujours dans le journal&#xa0;: personne n&apos;est supprimé, seulement mis hors service. Un code PIN distingue les collègues&#xa0;; il n&apos;arrête pas quelqu&apos;un qui peut copier ou modifier le dossier de données.</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>hors service</translation>
    </message>
    <message>
        <source>The first one on the list is administrator</source>
        <translation>Le premier de la liste est administrateur</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>Type the name as it is to stand in the log.</source>
        <translation>Saisissez le nom tel qu&apos;il doit figurer dans le journal.</translation>
    </message>
    <message>
        <source>{name} was added as {role}, with a PIN.</source>
        <translation>{name} figure maintenant sur la liste&#xa0;: {role}, avec un code PIN.</translation>
    </message>
    <message>
        <source>{name} was added as {role}.</source>
        <translation>{name} figure maintenant sur la liste&#xa0;: {role}.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un instant…</translation>
    </message>
    <message>
        <source>From now on whoever decided may not sign.</source>
        <translation>Désormais, qui a décidé ne peut pas signer.</translation>
    </message>
    <message>
        <source>From now on whoever decided may sign, too.</source>
        <translation>Désormais, qui a décidé peut aussi signer.</translation>
    </message>
    <message>
        <source>Leukdesk locks after {minutes} without input.</source>
        <translation>Leukdesk se verrouille après {minutes} sans saisie.</translation>
    </message>
    <message>
        <source>Leukdesk never locks by itself.</source>
        <translation>Leukdesk ne se verrouille jamais de lui-même.</translation>
    </message>
    <message>
        <source>is {role} now</source>
        <translation>est maintenant {role}</translation>
    </message>
    <message>
        <source>has a new PIN</source>
        <translation>a un nouveau code PIN</translation>
    </message>
    <message>
        <source>has no PIN any more</source>
        <translation>n&apos;a plus de code PIN</translation>
    </message>
    <message>
        <source>is in service again</source>
        <translation>est de nouveau en service</translation>
    </message>
    <message>
        <source>is out of service</source>
        <translation>est hors service</translation>
    </message>
    <message>
        <source>Nothing was changed: {name} is as before.</source>
        <translation>Rien n&apos;a été modifié&#xa0;: {name} est comme avant.</translation>
    </message>
    <message>
        <source>The two new PINs are not the same. Type them once more.</source>
        <translation>Les deux nouveaux codes PIN diffèrent. Saisissez-les encore une fois.</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Changer mon code PIN</translation>
    </message>
    <message>
        <source>Another PIN for {name}. It has {least} to {most} characters; letters are allowed.</source>
        <translation>Un autre code PIN pour {name}. Il a {least} à {most} caractères&#xa0;; les lettres sont permises.</translation>
    </message>
    <message>
        <source>&amp;Present PIN</source>
        <translation>Code PIN &amp;actuel</translation>
    </message>
    <message>
        <source>&amp;New PIN</source>
        <translation>&amp;Nouveau code PIN</translation>
    </message>
    <message>
        <source>New PIN &amp;again</source>
        <translation>Répéter le no&amp;uveau code</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Type the PIN that you have now.</source>
        <translation>Saisissez votre code PIN actuel.</translation>
    </message>
    <message>
        <source>the list of operators is still being read. Wait a moment, then try again.</source>
        <translation>la liste des opérateurs est encore en cours de lecture. Attendez un instant, puis réessayez.</translation>
    </message>
    <message>
        <source>nobody is named as operator. Type who is working, then try again.</source>
        <translation>aucun opérateur n&apos;est nommé. Saisissez qui travaille, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing was {what}: {why}</source>
        <translation>Rien n&apos;a été {what}&#xa0;: {why}</translation>
    </message>
    <message>
        <source>the list of operators cannot be read. It is tried again by itself.</source>
        <translation>la liste des opérateurs ne peut pas être lue. Un nouvel essai a lieu automatiquement.</translation>
    </message>
    <message>
        <source>Nobody can work: {why}</source>
        <translation>Personne ne peut travailler&#xa0;: {why}</translation>
    </message>
    <message>
        <source>{name} is working.</source>
        <translation>{name} travaille.</translation>
    </message>
    <message>
        <source>Locked: nothing is logged until somebody signs in.</source>
        <translation>Verrouillé&#xa0;: rien n&apos;est consigné tant que personne ne s&apos;est identifié.</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Qui travaille&#xa0;?</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>Code &amp;PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>S&apos;identifier</translation>
    </message>
    <message>
        <source>Look only</source>
        <translation>Consulter</translation>
    </message>
    <message>
        <source>Nobody is signed in: pictures can be looked at, and nothing is logged or decided</source>
        <translation>Personne n&apos;est identifié&#xa0;: les images peuvent être regardées, rien n&apos;est consigné ni décidé</translation>
    </message>
    <message>
        <source>Choose a name.</source>
        <translation>Choisissez un nom.</translation>
    </message>
    <message>
        <source>Type the PIN of {name}.</source>
        <translation>Saisissez le code PIN de {name}.</translation>
    </message>
    <message>
        <source>{name} has a new PIN, and the log tells when it was changed.</source>
        <translation>{name} a un nouveau code PIN, et le journal dit quand il a été changé.</translation>
    </message>
    <message>
        <source>Nothing was changed: a list of operators was begun elsewhere. Sign in, then try again.</source>
        <translation>Rien n&apos;a été modifié&#xa0;: une liste d&apos;opérateurs a été commencée ailleurs. Identifiez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>there is no history here, and so no operators.</source>
        <translation>il n&apos;y a pas d&apos;historique ici, donc pas d&apos;opérateurs.</translation>
    </message>
    <message>
        <source>no list of operators is kept here, so there is nothing to lock.</source>
        <translation>aucune liste d&apos;opérateurs n&apos;est tenue ici, il n&apos;y a donc rien à verrouiller.</translation>
    </message>
    <message>
        <source>nobody is signed in.</source>
        <translation>personne n&apos;est identifié.</translation>
    </message>
    <message>
        <source>Take this message away</source>
        <translation>Retirer ce message</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>{file} is there already. Do you want to replace it?</source>
        <translation>{file} existe déjà. Voulez-vous le remplacer&#xa0;?</translation>
    </message>
    <message>
        <source>Picture to measure in</source>
        <translation>Image où mesurer</translation>
    </message>
    <message>
        <source>Arrow keys move an end of the line, the space bar chooses the other end.</source>
        <translation>Les flèches déplacent une extrémité de la ligne, la barre d&apos;espace choisit l&apos;autre.</translation>
    </message>
    <message>
        <source>not classified</source>
        <translation>non classée</translation>
    </message>
    <message>
        <source>cut by the edge</source>
        <translation>coupée par le bord</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>tracée à la main</translation>
    </message>
    <message>
        <source>Grid: tenths of the field</source>
        <translation>Grille&#xa0;: dixièmes du champ</translation>
    </message>
    <message>
        <source>Grid: {length}</source>
        <translation>Grille&#xa0;: {length}</translation>
    </message>
    <message>
        <source>State of the picture</source>
        <translation>État de l&apos;image</translation>
    </message>
    <message>
        <source>Source of the picture</source>
        <translation>Source de l&apos;image</translation>
    </message>
    <message>
        <source>Frames that the source gives in a second</source>
        <translation>Images que la source donne par seconde</translation>
    </message>
    <message>
        <source>Age of the frame on the screen</source>
        <translation>Âge de l&apos;image à l&apos;écran</translation>
    </message>
    <message>
        <source>Frames that were not shown because a newer one was there already; none is ever queued</source>
        <translation>Images non affichées parce qu&apos;une plus récente était déjà là&#xa0;; aucune n&apos;est jamais mise en attente</translation>
    </message>
    <message>
        <source>{rate:.0f} frames/s</source>
        <translation>{rate:.0f} images/s</translation>
    </message>
    <message>
        <source>{count} dropped</source>
        <translation>omises&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Shaded: below {below:.2f} the answer counts as uncertain.</source>
        <translation>Fond ombré&#xa0;: en dessous de {below:.2f}, la réponse est tenue pour incertaine.</translation>
    </message>
    <message>
        <source>Sample codes and names are replaced by pseudonyms; paths and reasons are left out. The pictures stay.</source>
        <translation>Les codes échantillon et les noms sont remplacés par des pseudonymes&#xa0;; les chemins et les motifs sont omis. Les images restent.</translation>
    </message>
    <message>
        <source>Sample codes, names, paths and reasons leave this station as they were logged.</source>
        <translation>Les codes échantillon, noms, chemins et motifs quittent cette station tels qu&apos;ils ont été consignés.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Record {record} with everything that is known of it</source>
        <translation>Enregistrement {record} avec tout ce que l&apos;on en sait</translation>
    </message>
    <message>
        <source>Each record on pages of its own</source>
        <translation>Chaque enregistrement sur ses propres pages</translation>
    </message>
    <message>
        <source>Several to a page</source>
        <translation>Plusieurs par page</translation>
    </message>
    <message>
        <source>&amp;Identified</source>
        <translation>&amp;Nominatif</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>&amp;Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Imprimer…</translation>
    </message>
    <message>
        <source>This build cannot print. Save a PDF and print that.</source>
        <translation>Cette version ne peut pas imprimer. Enregistrez un PDF et imprimez-le.</translation>
    </message>
    <message>
        <source>Report of</source>
        <translation>Rapport sur</translation>
    </message>
    <message>
        <source>Pape&amp;r</source>
        <translation>Papie&amp;r</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Its sample: it has no sample code</source>
        <translation>Son échantillon&#xa0;: il n&apos;a pas de code échantillon</translation>
    </message>
    <message>
        <source>The one record of sample {sample}</source>
        <translation>Le seul enregistrement de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>All {count} records of sample {sample}</source>
        <translation>Les {count} enregistrements de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>A report holds {most} records at most. Export them as a table.</source>
        <translation>Un rapport contient au plus {most} enregistrements. Exportez-les sous forme de tableau.</translation>
    </message>
    <message>
        <source>Focus, of the best</source>
        <translation>Netteté relative</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Bougé</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Clipped black</source>
        <translation>Noir écrêté</translation>
    </message>
    <message>
        <source>Clipped white</source>
        <translation>Blanc écrêté</translation>
    </message>
    <message>
        <source>White of background</source>
        <translation>Blanc du fond</translation>
    </message>
    <message>
        <source>Black of cells</source>
        <translation>Noir des cellules</translation>
    </message>
    <message>
        <source>Even light</source>
        <translation>Uniformité</translation>
    </message>
    <message>
        <source>Colour cast</source>
        <translation>Dominante de couleur</translation>
    </message>
    <message>
        <source>{value:.2f} stops</source>
        <translation>{value:.2f} IL</translation>
    </message>
    <message>
        <source>Stained as nuclei</source>
        <translation>Coloré comme noyaux</translation>
    </message>
    <message>
        <source>Likeness to a smear</source>
        <translation>Ressemblance à un frottis</translation>
    </message>
    <message>
        <source>Sharpness of edges</source>
        <translation>Netteté des bords</translation>
    </message>
    <message>
        <source>Squared gradient</source>
        <translation>Gradient au carré</translation>
    </message>
    <message>
        <source>Normalised variance</source>
        <translation>Variance normalisée</translation>
    </message>
    <message>
        <source>Record {record}</source>
        <translation>Enregistrement {record}</translation>
    </message>
    <message>
        <source>Sample code: {sample}</source>
        <translation>Code échantillon&#xa0;: {sample}</translation>
    </message>
    <message>
        <source>Suggestion, decisions and signature</source>
        <translation>Suggestion, décisions et signature</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Reason or meaning</source>
        <translation>Motif ou signification</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Provenance</translation>
    </message>
    <message>
        <source>Record {record}: {sample}</source>
        <translation>Enregistrement {record}&#xa0;: {sample}</translation>
    </message>
    <message>
        <source>Stands as: {decision}.</source>
        <translation>État actuel&#xa0;: {decision}.</translation>
    </message>
    <message>
        <source>{when}: {what} by {who}</source>
        <translation>{when}&#xa0;: {what}, par {who}</translation>
    </message>
    <message>
        <source>{when}: {what}</source>
        <translation>{when}&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Remark: {remark}</source>
        <translation>Remarque&#xa0;: {remark}</translation>
    </message>
    <message>
        <source>{model}; SHA-256: model {model_hash}…, picture {picture_hash}…</source>
        <translation>{model}&#xa0;; SHA-256&#xa0;: modèle {model_hash}…, image {picture_hash}…</translation>
    </message>
    <message>
        <source>SUGGESTED BY THE MODEL</source>
        <translation>SUGGÉRÉ PAR LE MODÈLE</translation>
    </message>
    <message>
        <source>DECIDED BY A PERSON</source>
        <translation>DÉCIDÉ PAR UNE PERSONNE</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>Sans décision</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} pixels</translation>
    </message>
    <message>
        <source>region of the source at {x}, {y}</source>
        <translation>région de la source à {x}, {y}</translation>
    </message>
    <message>
        <source>captured by the program itself</source>
        <translation>capturée par le programme lui-même</translation>
    </message>
    <message>
        <source>Picture quality</source>
        <translation>Qualité de l&apos;image</translation>
    </message>
    <message>
        <source>No remarks.</source>
        <translation>Aucune remarque.</translation>
    </message>
    <message>
        <source>Logged by</source>
        <translation>Consigné par</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>Time of the result</source>
        <translation>Heure du résultat</translation>
    </message>
    <message>
        <source>Model SHA-256</source>
        <translation>SHA-256 du modèle</translation>
    </message>
    <message>
        <source>Picture SHA-256</source>
        <translation>SHA-256 de l&apos;image</translation>
    </message>
    <message>
        <source>calibration {calibration}</source>
        <translation>étalonnage {calibration}</translation>
    </message>
    <message>
        <source>no objective chosen</source>
        <translation>aucun objectif choisi</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>non étalonné</translation>
    </message>
    <message>
        <source>Light path</source>
        <translation>Trajet optique</translation>
    </message>
    <message>
        <source>corrected for uneven light and white balance</source>
        <translation>correction de l&apos;éclairage inégal et de la balance des blancs</translation>
    </message>
    <message>
        <source>corrected for uneven light</source>
        <translation>correction de l&apos;éclairage inégal</translation>
    </message>
    <message>
        <source>corrected for white balance</source>
        <translation>correction de la balance des blancs</translation>
    </message>
    <message>
        <source>not corrected</source>
        <translation>sans correction</translation>
    </message>
    <message>
        <source>The report was cancelled; nothing was written.</source>
        <translation>Le rapport a été annulé&#xa0;; rien n&apos;a été écrit.</translation>
    </message>
    <message>
        <source>PDF report, for people and printers</source>
        <translation>Rapport PDF, à lire et à imprimer</translation>
    </message>
    <message>
        <source>Report of sample {sample}</source>
        <translation>Rapport de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>Report of a record</source>
        <translation>Rapport d&apos;un enregistrement</translation>
    </message>
    <message>
        <source>Report of {count} records</source>
        <translation>Rapport de {count} enregistrements</translation>
    </message>
    <message>
        <source>Leukdesk {version}. Log up to event {event}, {proof}.</source>
        <translation>Leukdesk {version}. Journal jusqu&apos;à l&apos;événement {event}, {proof}.</translation>
    </message>
    <message>
        <source>Printed {time}</source>
        <translation>Imprimé le {time}</translation>
    </message>
    <message>
        <source>Results from</source>
        <translation>Résultats de</translation>
    </message>
    <message>
        <source>{count} {state}</source>
        <translation>{state}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>States</source>
        <translation>États</translation>
    </message>
    <message>
        <source>Need review</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Counts per class</source>
        <translation>Comptes par classe</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Suggéré</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Décidé</translation>
    </message>
    <message>
        <source>Pictures are counted, not cells.</source>
        <translation>Ce sont les images qui sont comptées, pas les cellules.</translation>
    </message>
    <message>
        <source>Prob.</source>
        <translation>Prob.</translation>
    </message>
    <message>
        <source>? The answer was uncertain.</source>
        <translation>? La réponse était incertaine.</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} sur {pages}</translation>
    </message>
    <message>
        <source>Report of the slide session</source>
        <translation>Rapport de la session de lame</translation>
    </message>
    <message>
        <source>Open: not decided by anybody. Intervals: 95 %, exact (Clopper and Pearson), of the count alone.</source>
        <translation>À décider&#xa0;: personne n&apos;a encore décidé. Intervalles&#xa0;: à 95&#xa0;%, exacts (Clopper et Pearson), du compte seul.</translation>
    </message>
    <message>
        <source>Errors taken out: of the suggestions, by the figures of the model&apos;s card (Rogan and Gladen); the uncertainty of these figures comes on top. Errors alone: the share that they would give on a slide without any such cell.</source>
        <translation>Erreurs déduites&#xa0;: des suggestions, selon les chiffres de la fiche du modèle (Rogan et Gladen)&#xa0;; l&apos;incertitude de ces chiffres s&apos;y ajoute. Erreurs seules&#xa0;: la part qu&apos;elles donneraient sur une lame sans aucune cellule de ce type.</translation>
    </message>
    <message>
        <source>The model&apos;s errors are not told here: its card does not state them, or is not on this station any more.</source>
        <translation>Les erreurs du modèle ne sont pas indiquées ici&#xa0;: sa fiche ne les donne pas, ou n&apos;est plus sur cette station.</translation>
    </message>
    <message>
        <source>Differential</source>
        <translation>Formule leucocytaire</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>{count} à décider</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervalle</translation>
    </message>
    <message>
        <source>Errors taken out</source>
        <translation>Erreurs déduites</translation>
    </message>
    <message>
        <source>Errors alone</source>
        <translation>Erreurs seules</translation>
    </message>
    <message>
        <source>Reference lines</source>
        <translation>Lignes de référence</translation>
    </message>
    <message>
        <source>The table is of white cells alone.</source>
        <translation>Le tableau ne porte que sur les globules blancs.</translation>
    </message>
    <message>
        <source>Reference lines are those that this laboratory has set itself; they judge nothing here.</source>
        <translation>Les lignes de référence sont celles que ce laboratoire a fixées lui-même&#xa0;; elles ne jugent rien ici.</translation>
    </message>
    <message>
        <source>Limits of the model, by its card</source>
        <translation>Limites du modèle, selon sa fiche</translation>
    </message>
    <message>
        <source>{name} {state} {count}</source>
        <translation>{name}, {state}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{name} {state} {count} by the signature alone, not one by one</source>
        <translation>{name}, {state}&#xa0;: {count} par la seule signature, pas une à une</translation>
    </message>
    <message>
        <source>somebody unnamed</source>
        <translation>une personne non nommée</translation>
    </message>
    <message>
        <source>Of {cells}: {told}.</source>
        <translation>Sur {cells}&#xa0;: {told}.</translation>
    </message>
    <message>
        <source>{cells} of these confirmed together with all certain ones, not one by one.</source>
        <translation>Dont {cells} par confirmation groupée de toutes les suggestions certaines, pas une à une.</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>État actuel</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>{name}: {cells}, the least certain first</source>
        <translation>{name}&#xa0;: {cells}, les moins certaines d&apos;abord</translation>
    </message>
    <message>
        <source>Above each name: the record&apos;s number and the probability of the suggested class; ? the answer was uncertain. Below it: what was decided. All cells are drawn at one scale, but for those too large for it.</source>
        <translation>Au-dessus de chaque nom&#xa0;: le numéro de l&apos;enregistrement et la probabilité de la classe suggérée&#xa0;; «&#xa0;?&#xa0;»&#xa0;: la réponse était incertaine. Au-dessous&#xa0;: ce qui a été décidé. Toutes les cellules sont à la même échelle, sauf celles qui sont trop grandes.</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>sans décision</translation>
    </message>
    <message>
        <source>by signature alone</source>
        <translation>par la seule signature</translation>
    </message>
    <message>
        <source>not calibrated: told by the red cells</source>
        <translation>non étalonné&#xa0;: d&apos;après les globules rouges</translation>
    </message>
    <message>
        <source>{counted} of {cells} in {fields}; {seen} seen again in a later field, {cut} cut by an edge, {rejected} rejected: not counted</source>
        <translation>{counted} sur {cells} en {fields}&#xa0;; non comptées&#xa0;: en double dans un champ suivant&#xa0;: {seen}, coupées par un bord&#xa0;: {cut}, rejetées&#xa0;: {rejected}</translation>
    </message>
    <message>
        <source>{count} ({share}): below {below:.2f}, or on a poor picture</source>
        <translation>{count} ({share})&#xa0;: en dessous de {below:.2f}, ou sur une image médiocre</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Begun, last event</source>
        <translation>Début, dernier événement</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Per field</source>
        <translation>Par champ</translation>
    </message>
    <message>
        <source>to {high}</source>
        <translation>jusqu&apos;à {high}</translation>
    </message>
    <message>
        <source>{low} to</source>
        <translation>dès {low}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>Not signed.</source>
        <translation>Non signé.</translation>
    </message>
    <message>
        <source>Signed by {name}, {time}.</source>
        <translation>Signé par {name}, {time}.</translation>
    </message>
    <message>
        <source>Changed since: {cells} stand without a signature, decided anew or added.</source>
        <translation>Modifié depuis&#xa0;: sans signature, décidé de nouveau ou ajouté&#xa0;: {cells}.</translation>
    </message>
    <message>
        <source>Changed since.</source>
        <translation>Modifié depuis.</translation>
    </message>
    <message>
        <source>Slide session on sample {sample}</source>
        <translation>Session de lame sur l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>PDF report of a slide session, for people and printers</source>
        <translation>Rapport PDF d&apos;une session de lame, à lire et à imprimer</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>décidé</translation>
    </message>
    <message>
        <source>Confirmed by {name}.</source>
        <translation>Confirmé par {name}.</translation>
    </message>
    <message>
        <source>Changed by {name}.</source>
        <translation>Modifié par {name}.</translation>
    </message>
    <message>
        <source>Rejected by {name}.</source>
        <translation>Rejeté par {name}.</translation>
    </message>
    <message>
        <source>Decided by {name}, signed by {signer}.</source>
        <translation>Décidé par {name}, signé par {signer}.</translation>
    </message>
    <message>
        <source>Suggested: {name} ({probability:.2f})</source>
        <translation>Suggéré&#xa0;: {name} ({probability:.2f})</translation>
    </message>
    <message>
        <source>Suggested: {name} ({probability:.2f}, uncertain)</source>
        <translation>Suggéré&#xa0;: {name} ({probability:.2f}, incertain)</translation>
    </message>
    <message>
        <source>Needs review.</source>
        <translation>À revoir.</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Personne n&apos;a encore décidé.</translation>
    </message>
    <message>
        <source>Select a row of the history first: the report is of that record, or of its sample.</source>
        <translation>Sélectionnez d&apos;abord une ligne de l&apos;historique&#xa0;: le rapport porte sur cet enregistrement, ou sur son échantillon.</translation>
    </message>
    <message>
        <source>Leukdesk report</source>
        <translation>Rapport Leukdesk</translation>
    </message>
    <message>
        <source>A report is still being made. Nothing is written then.</source>
        <translation>Un rapport est encore en préparation. Rien n&apos;est alors écrit.</translation>
    </message>
    <message>
        <source>Writing records to {path}</source>
        <translation>Écriture des enregistrements dans {path}</translation>
    </message>
    <message>
        <source>{pages} written to {path}.</source>
        <translation>Écrit dans {path}&#xa0;: {pages}.</translation>
    </message>
    <message>
        <source>Writing {path}</source>
        <translation>Écriture de {path}</translation>
    </message>
    <message>
        <source>Writing cells to {path}</source>
        <translation>Écriture des cellules dans {path}</translation>
    </message>
    <message>
        <source>Printing records on {printer}</source>
        <translation>Impression des enregistrements sur {printer}</translation>
    </message>
    <message>
        <source>{pages} sent to {printer}.</source>
        <translation>Envoyé à {printer}&#xa0;: {pages}.</translation>
    </message>
    <message>
        <source>Printing on {printer}</source>
        <translation>Impression sur {printer}</translation>
    </message>
    <message>
        <source>Something unexpected happened: {problem}. What was stored is safe. The program&apos;s messages tell more (Help, About).</source>
        <translation>Un imprévu s&apos;est produit&#xa0;: {problem}. Ce qui était enregistré est intact. Les messages du programme en disent plus (Aide, À propos).</translation>
    </message>
    <message>
        <source>Suggested: {name} {probability}</source>
        <translation>Suggéré&#xa0;: {name} {probability}</translation>
    </message>
    <message>
        <source>Suggested: {name} {probability}, uncertain</source>
        <translation>Suggéré&#xa0;: {name} {probability}, incertain</translation>
    </message>
    <message>
        <source>Mean of {count} frames. {model}</source>
        <translation>Moyenne de {count} images. {model}</translation>
    </message>
    <message>
        <source>Row {number}</source>
        <translation>Ligne {number}</translation>
    </message>
    <message>
        <source>sample {sample}</source>
        <translation>échantillon {sample}</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>par {name}</translation>
    </message>
    <message>
        <source>captured by itself</source>
        <translation>capture automatique</translation>
    </message>
    <message>
        <source>Result for the whole field</source>
        <translation>Résultat pour le champ entier</translation>
    </message>
    <message>
        <source>Probabilities of all classes for the whole field</source>
        <translation>Probabilités de toutes les classes pour le champ entier</translation>
    </message>
    <message>
        <source>Whole field: {said}</source>
        <translation>Champ entier&#xa0;: {said}</translation>
    </message>
    <message>
        <source>No white cell was found in this field.</source>
        <translation>Aucun globule blanc n&apos;a été trouvé dans ce champ.</translation>
    </message>
    <message>
        <source>{count} uncertain</source>
        <translation>incertaines&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{count} not yet classified</source>
        <translation>{count} encore à classer</translation>
    </message>
    <message>
        <source>{count} more cut by the edge</source>
        <translation>{count} de plus au bord</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>rejetées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Cells of the field</source>
        <translation>Cellules du champ</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>could be better</source>
        <translation>à améliorer</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>mauvais</translation>
    </message>
    <message>
        <source>Probabilities of all classes</source>
        <translation>Probabilités de toutes les classes</translation>
    </message>
    <message>
        <source>uncertain below {below:.2f}</source>
        <translation>incertain sous {below:.2f}</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>aucun résultat</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>Écrêté</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Quality of the picture</source>
        <translation>Qualité de l&apos;image</translation>
    </message>
    <message>
        <source>Remarks on the picture</source>
        <translation>Remarques sur l&apos;image</translation>
    </message>
    <message>
        <source>Also: {remarks}.</source>
        <translation>Aussi&#xa0;: {remarks}.</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 bits</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>écrêtage</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>couleur</translation>
    </message>
    <message>
        <source>crowded field</source>
        <translation>champ dense</translation>
    </message>
    <message>
        <source>cut out cell</source>
        <translation>cellule détourée</translation>
    </message>
    <message>
        <source>evenness</source>
        <translation>uniformité</translation>
    </message>
    <message>
        <source>first page</source>
        <translation>première page</translation>
    </message>
    <message>
        <source>focus</source>
        <translation>netteté</translation>
    </message>
    <message>
        <source>fourth channel</source>
        <translation>quatrième canal</translation>
    </message>
    <message>
        <source>light</source>
        <translation>éclairage</translation>
    </message>
    <message>
        <source>motion</source>
        <translation>mouvement</translation>
    </message>
    <message>
        <source>motion blur</source>
        <translation>flou de bougé</translation>
    </message>
    <message>
        <source>no cells</source>
        <translation>aucune cellule</translation>
    </message>
    <message>
        <source>not a smear</source>
        <translation>pas un frottis</translation>
    </message>
    <message>
        <source>not cut out</source>
        <translation>non détourée</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>orientation</translation>
    </message>
    <message>
        <source>other magnification</source>
        <translation>autre grossissement</translation>
    </message>
    <message>
        <source>out of focus</source>
        <translation>flou</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>taille inconnue</translation>
    </message>
    <message>
        <source>softer than usual</source>
        <translation>moins net que d&apos;habitude</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>trop clair</translation>
    </message>
    <message>
        <source>too coarse</source>
        <translation>trop grossier</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>trop sombre</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>trop petit</translation>
    </message>
    <message>
        <source>transparency</source>
        <translation>transparence</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Pas encore de résultat</translation>
    </message>
    <message>
        <source>Live, not saved. Space captures.</source>
        <translation>En direct, non enregistré. Espace&#xa0;: capturer.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Picture seen before</source>
        <translation>Image déjà vue</translation>
    </message>
    <message>
        <source>Where the result is kept</source>
        <translation>Où le résultat est conservé</translation>
    </message>
    <message>
        <source>Live suggestion, not saved</source>
        <translation>Suggestion en direct, non enregistrée</translation>
    </message>
    <message>
        <source>The stage moves.</source>
        <translation>La platine bouge.</translation>
    </message>
    <message>
        <source>Capture or classify to see one.</source>
        <translation>Capturez ou classez pour en voir un.</translation>
    </message>
    <message>
        <source>Cell {number}: {sentence}</source>
        <translation>Cellule {number}&#xa0;: {sentence}</translation>
    </message>
    <message>
        <source>{name} (suggested)</source>
        <translation>{name} (suggéré)</translation>
    </message>
    <message>
        <source>One suggestion at a time is changed: select a single row.</source>
        <translation>Une seule suggestion est modifiée à la fois&#xa0;: sélectionnez une seule ligne.</translation>
    </message>
    <message>
        <source>{verb} {count} suggestions at once, all of them or none?</source>
        <translation>{verb} {count} suggestions à la fois, toutes ou aucune&#xa0;?</translation>
    </message>
    <message>
        <source>{verb} row {number}: suggested {name}</source>
        <translation>{verb} la ligne {number}&#xa0;: suggestion {name}</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Choose a class by its number.</source>
        <translation>Choisissez une classe par son numéro.</translation>
    </message>
    <message>
        <source>Say why, then press Enter.</source>
        <translation>Dites pourquoi, puis appuyez sur Entrée.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motif</translation>
    </message>
    <message>
        <source>&amp;Reason (may be left out)</source>
        <translation>&amp;Motif (facultatif)</translation>
    </message>
    <message>
        <source>Type why, or press ↓ for common reasons</source>
        <translation>Saisissez pourquoi, ou ↓ pour les motifs courants</translation>
    </message>
    <message>
        <source>Newest decision</source>
        <translation>Dernière décision</translation>
    </message>
    <message>
        <source>All decisions, oldest first</source>
        <translation>Toutes les décisions, de la plus ancienne à la plus récente</translation>
    </message>
    <message>
        <source>nothing needs review.</source>
        <translation>rien n&apos;est à revoir.</translation>
    </message>
    <message>
        <source>nothing needs review but {sessions}. Find it under Slide, Slide sessions.</source>
        <translation>rien n&apos;est à revoir, sauf {sessions}. Voyez Lame, Sessions de lame.</translation>
    </message>
    <message>
        <source>nothing needs review but {sessions}. Find them under Slide, Slide sessions.</source>
        <translation>rien n&apos;est à revoir, sauf {sessions}. Voyez Lame, Sessions de lame.</translation>
    </message>
    <message>
        <source>Nothing needs review any more.</source>
        <translation>Plus rien n&apos;est à revoir.</translation>
    </message>
    <message>
        <source>No other record needs review.</source>
        <translation>Aucun autre enregistrement n&apos;est à revoir.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>What is signed</source>
        <translation>Ce qui est signé</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Type your name</source>
        <translation>Saisissez votre nom</translation>
    </message>
    <message>
        <source>&amp;Who signs</source>
        <translation>&amp;Qui signe</translation>
    </message>
    <message>
        <source>{why} Choose who signs.</source>
        <translation>{why} Choisissez qui signe.</translation>
    </message>
    <message>
        <source>{who} has decided about row {number}, and in this laboratory somebody else signs.</source>
        <translation>{who} a décidé de la ligne {number}, et dans ce laboratoire quelqu&apos;un d&apos;autre signe.</translation>
    </message>
    <message>
        <source>Choose who signs.</source>
        <translation>Choisissez qui signe.</translation>
    </message>
    <message>
        <source>Type the name {name}, which stands for a PIN here.</source>
        <translation>Saisissez le nom {name}, qui tient lieu de code PIN ici.</translation>
    </message>
    <message>
        <source>Type your name, which stands for a PIN here.</source>
        <translation>Saisissez votre nom, qui tient lieu de code PIN ici.</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>Signature…</translation>
    </message>
    <message>
        <source>&amp;Also the other decided record of sample {sample}</source>
        <translation>&amp;Aussi l&apos;autre enregistrement décidé de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>&amp;Also the {count} other decided records of sample {sample}</source>
        <translation>&amp;Aussi les {count} autres enregistrements décidés de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>suggested {name} {probability}</source>
        <translation>suggestion {name} {probability}</translation>
    </message>
    <message>
        <source>decided: {decision}</source>
        <translation>décidé&#xa0;: {decision}</translation>
    </message>
    <message>
        <source>by {who}</source>
        <translation>par {who}</translation>
    </message>
    <message>
        <source>Nothing to sign: row {number} is not decided yet.</source>
        <translation>Rien à signer&#xa0;: la ligne {number} n&apos;est pas encore décidée.</translation>
    </message>
    <message>
        <source>Nothing to sign: row {number} is signed already.</source>
        <translation>Rien à signer&#xa0;: la ligne {number} est déjà signée.</translation>
    </message>
    <message>
        <source>{rows} signed by {who}.</source>
        <translation>{rows}&#xa0;: signé par {who}.</translation>
    </message>
    <message>
        <source>Typical of the class</source>
        <translation>Typique de la classe</translation>
    </message>
    <message>
        <source>Other fields of the slide agree</source>
        <translation>D&apos;autres champs de la lame concordent</translation>
    </message>
    <message>
        <source>Looked at by two</source>
        <translation>Examiné à deux</translation>
    </message>
    <message>
        <source>Looked at once more</source>
        <translation>Examiné encore une fois</translation>
    </message>
    <message>
        <source>Not a leucocyte</source>
        <translation>Pas un leucocyte</translation>
    </message>
    <message>
        <source>The cell&apos;s shape fits another class</source>
        <translation>La forme de la cellule correspond à une autre classe</translation>
    </message>
    <message>
        <source>Smudged or damaged cell</source>
        <translation>Cellule écrasée ou abîmée</translation>
    </message>
    <message>
        <source>Stain or drying artefact</source>
        <translation>Artefact de coloration ou de séchage</translation>
    </message>
    <message>
        <source>Out of focus</source>
        <translation>Image floue</translation>
    </message>
    <message>
        <source>Cells lie over each other</source>
        <translation>Cellules superposées</translation>
    </message>
    <message>
        <source>{count} is signed by {who}: the signature goes.</source>
        <translation>{count} est signée par {who}&#xa0;: la signature ne vaut plus.</translation>
    </message>
    <message>
        <source>{count} are signed by {who}: the signatures go.</source>
        <translation>{count} sont signées par {who}&#xa0;: les signatures ne valent plus.</translation>
    </message>
    <message>
        <source>{count} was rejected by {who}: that is replaced.</source>
        <translation>{count} a été rejetée par {who}&#xa0;: cette décision est remplacée.</translation>
    </message>
    <message>
        <source>{count} were rejected by {who}: these decisions are replaced.</source>
        <translation>{count} ont été rejetées par {who}&#xa0;: ces décisions sont remplacées.</translation>
    </message>
    <message>
        <source>{count} was changed by {who}: that is replaced.</source>
        <translation>{count} a été modifiée par {who}&#xa0;: cette décision est remplacée.</translation>
    </message>
    <message>
        <source>{count} were changed by {who}: these decisions are replaced.</source>
        <translation>{count} ont été modifiées par {who}&#xa0;: ces décisions sont remplacées.</translation>
    </message>
    <message>
        <source>{count} was confirmed by {who}: that is replaced.</source>
        <translation>{count} a été confirmée par {who}&#xa0;: cette décision est remplacée.</translation>
    </message>
    <message>
        <source>{count} were confirmed by {who}: these decisions are replaced.</source>
        <translation>{count} ont été confirmées par {who}&#xa0;: ces décisions sont remplacées.</translation>
    </message>
    <message>
        <source>Confirmed as {name}</source>
        <translation>Confirmé&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Changed to {name}</source>
        <translation>Modifié en {name}</translation>
    </message>
    <message>
        <source>{verdict}, signed by {who}</source>
        <translation>{verdict}, signé par {who}</translation>
    </message>
    <message>
        <source>{verdict} by {who}</source>
        <translation>{verdict} par {who}</translation>
    </message>
    <message>
        <source>{count} of them</source>
        <translation>{count} d&apos;entre elles</translation>
    </message>
    <message>
        <source>{count} earlier · {newest}</source>
        <translation>Avant&#xa0;: {count} · {newest}</translation>
    </message>
    <message>
        <source>{verdict}, signed by {who}: the signature goes, and the decision is replaced.</source>
        <translation>{verdict}, signé par {who}&#xa0;: la signature ne vaut plus, et la décision est remplacée.</translation>
    </message>
    <message>
        <source>{verdict}: that is replaced.</source>
        <translation>{verdict}&#xa0;: cette décision est remplacée.</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} et {last}</translation>
    </message>
    <message>
        <source>{decision} by {who}, {when}</source>
        <translation>{decision} par {who}, {when}</translation>
    </message>
    <message>
        <source>{decision}: {reason}</source>
        <translation>{decision}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>this row is signed. {why}</source>
        <translation>cette ligne est signée. {why}</translation>
    </message>
    <message>
        <source>row {number} is signed. {why}</source>
        <translation>la ligne {number} est signée. {why}</translation>
    </message>
    <message>
        <source>{rows} {state} by {who}.</source>
        <translation>{rows}&#xa0;: {state} par {who}.</translation>
    </message>
    <message>
        <source>Nothing was decided: {why}</source>
        <translation>Rien n&apos;a été décidé&#xa0;: {why}</translation>
    </message>
    <message>
        <source>nothing is chosen. Select a row of the history, or classify a picture.</source>
        <translation>rien n&apos;est choisi. Sélectionnez une ligne de l&apos;historique, ou classez une image.</translation>
    </message>
    <message>
        <source>there is nothing to sign yet: confirm, change or reject the suggestion first.</source>
        <translation>il n&apos;y a encore rien à signer&#xa0;: confirmez, modifiez ou rejetez d&apos;abord la suggestion.</translation>
    </message>
    <message>
        <source>this row is signed already, by {who}.</source>
        <translation>cette ligne est déjà signée, par {who}.</translation>
    </message>
    <message>
        <source>there is no history here.</source>
        <translation>il n&apos;y a pas d&apos;historique ici.</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>Cette image</translation>
    </message>
    <message>
        <source>Picture cannot be read</source>
        <translation>Image illisible</translation>
    </message>
    <message>
        <source>Change {cells} to {name}</source>
        <translation>Modifier {cells} en {name}</translation>
    </message>
    <message>
        <source>Confirm {cells} as {name}</source>
        <translation>Confirmer {cells} comme {name}</translation>
    </message>
    <message>
        <source>Confirm {cells}</source>
        <translation>Confirmer {cells}</translation>
    </message>
    <message>
        <source>Reject {cells}: no cell that counts</source>
        <translation>Rejeter {cells}&#xa0;: à ne pas compter</translation>
    </message>
    <message>
        <source>Cells of the class as things stand: by decision, else by suggestion. Below: not decided</source>
        <translation>Cellules de la classe en l&apos;état actuel&#xa0;: selon la décision, sinon selon la suggestion. Dessous&#xa0;: sans décision</translation>
    </message>
    <message>
        <source>Of all white cells counted. Below: exact 95 % interval (Clopper and Pearson)</source>
        <translation>De tous les globules blancs comptés. Dessous&#xa0;: intervalle exact à 95&#xa0;% (Clopper et Pearson)</translation>
    </message>
    <message>
        <source>Errors
taken out</source>
        <translation>Erreurs
déduites</translation>
    </message>
    <message>
        <source>With the model&apos;s errors taken out of the suggestions (Rogan and Gladen), by the figures of its card. Below: the 95 % interval of the count; the uncertainty of those figures comes on top</source>
        <translation>Les erreurs du modèle étant déduites des suggestions (Rogan et Gladen), selon les chiffres de sa fiche. Dessous&#xa0;: l&apos;intervalle à 95&#xa0;% du compte&#xa0;; l&apos;incertitude de ces chiffres s&apos;y ajoute</translation>
    </message>
    <message>
        <source>Errors
alone</source>
        <translation>Erreurs
seules</translation>
    </message>
    <message>
        <source>Share that the model&apos;s errors alone would give on a slide without any such cell, by its card</source>
        <translation>Part que les erreurs du modèle donneraient à elles seules sur une lame sans aucune cellule de ce type, selon sa fiche</translation>
    </message>
    <message>
        <source>{share}, 95 % interval {interval}</source>
        <translation>{share}, intervalle à 95&#xa0;%&#xa0;: {interval}</translation>
    </message>
    <message>
        <source>{cells} cells, {undecided} of them not decided; {suggested} were suggested</source>
        <translation>Cellules&#xa0;: {cells}, dont sans décision&#xa0;: {undecided}&#xa0;; suggérées&#xa0;: {suggested}</translation>
    </message>
    <message>
        <source>The model&apos;s card does not tell its errors for this class.</source>
        <translation>La fiche du modèle n&apos;indique pas ses erreurs pour cette classe.</translation>
    </message>
    <message>
        <source>The model tells this class too badly apart for a correction: its sensitivity and specificity add up to less than {least:.1f}.</source>
        <translation>Le modèle distingue trop mal cette classe pour une correction&#xa0;: la somme de sa sensibilité et de sa spécificité est inférieure à {least:.1f}.</translation>
    </message>
    <message>
        <source>This laboratory&apos;s own reference lines: from {low}</source>
        <translation>Lignes de référence propres à ce laboratoire&#xa0;: à partir de {low}</translation>
    </message>
    <message>
        <source>This laboratory&apos;s own reference lines: up to {high}</source>
        <translation>Lignes de référence propres à ce laboratoire&#xa0;: jusqu&apos;à {high}</translation>
    </message>
    <message>
        <source>This laboratory&apos;s own reference lines: {low} to {high}</source>
        <translation>Lignes de référence propres à ce laboratoire&#xa0;: de {low} à {high}</translation>
    </message>
    <message>
        <source>Del   Rejected: {cells}</source>
        <translation>Suppr   Rejetées&#xa0;: {cells}</translation>
    </message>
    <message>
        <source>No cell that counts</source>
        <translation>À ne pas compter</translation>
    </message>
    <message>
        <source>{name}: {cells}, {review} to review. Click to go there; press a key or drop cells here</source>
        <translation>{name}&#xa0;: {cells}, dont {review} à revoir. Cliquez pour y aller&#xa0;; appuyez sur une touche ou déposez des cellules ici</translation>
    </message>
    <message>
        <source>{name}: {cells}. Click to go there; press a key or drop cells here</source>
        <translation>{name}&#xa0;: {cells}. Cliquez pour y aller&#xa0;; appuyez sur une touche ou déposez des cellules ici</translation>
    </message>
    <message>
        <source>Bar, to {end:.0f} %: share counted. Whisker: its 95 % interval. Hatched: what the model&apos;s errors alone would give, and are taken out of the suggestions, whatever was decided since. Brackets: reference lines that this laboratory has set itself.</source>
        <translation>Barre, jusqu&apos;à {end:.0f}&#xa0;%&#xa0;: part comptée. Moustache&#xa0;: son intervalle à 95&#xa0;%. Hachures&#xa0;: ce que les erreurs du modèle donneraient à elles seules&#xa0;; elles sont déduites des suggestions, quelles que soient les décisions prises depuis. Crochets&#xa0;: lignes de référence que ce laboratoire a fixées lui-même.</translation>
    </message>
    <message>
        <source>Slide session begun: {cells} are to be counted.</source>
        <translation>Session de lame commencée. À compter&#xa0;: {cells}.</translation>
    </message>
    <message>
        <source>Slide session resumed: {so_far}. Hands-free capture is off: turn it on again.</source>
        <translation>Session de lame reprise&#xa0;: {so_far}. La capture mains libres est arrêtée&#xa0;: remettez-la en marche.</translation>
    </message>
    <message>
        <source>Not capturing: the slide session waits to be resumed.</source>
        <translation>Pas de capture&#xa0;: la session de lame attend d&apos;être reprise.</translation>
    </message>
    <message>
        <source>The slide session is {state} now.</source>
        <translation>État actuel de la session de lame&#xa0;: {state}.</translation>
    </message>
    <message>
        <source>{so_far} counted. Look at them in the gallery, then end the session and sign it.</source>
        <translation>Compte atteint&#xa0;: {so_far}. Regardez les cellules dans la galerie, puis terminez la session et signez-la.</translation>
    </message>
    <message>
        <source>End the slide session</source>
        <translation>Terminer la session de lame</translation>
    </message>
    <message>
        <source>End at {so_far}? A session that has ended counts no more fields; cells that were missed can be drawn until it is signed.</source>
        <translation>Terminer à {so_far}&#xa0;? Une session terminée ne compte plus de champs&#xa0;; les cellules oubliées peuvent être tracées jusqu&apos;à sa signature.</translation>
    </message>
    <message>
        <source>&amp;End it</source>
        <translation>&amp;Terminer</translation>
    </message>
    <message>
        <source>&amp;Not yet</source>
        <translation>&amp;Pas encore</translation>
    </message>
    <message>
        <source>Keys beside a class give it to all selected cells, Enter confirms, Del rejects; or drag cells onto a class.</source>
        <translation>Les touches à côté d&apos;une classe la donnent à toutes les cellules sélectionnées, Entrée confirme, Suppr rejette&#xa0;; ou faites glisser des cellules sur une classe.</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Needs re&amp;view only</source>
        <translation>Seulement à re&amp;voir</translation>
    </message>
    <message>
        <source>Same &amp;reason for what follows</source>
        <translation>Même &amp;motif pour la suite</translation>
    </message>
    <message>
        <source>Else a reason is asked for with every change, rejection and later decision</source>
        <translation>Sinon, un motif est demandé à chaque modification, rejet et nouvelle décision</translation>
    </message>
    <message>
        <source>Size of the cells</source>
        <translation>Taille des cellules</translation>
    </message>
    <message>
        <source>Show in &amp;field</source>
        <translation>Voir dans le c&amp;hamp</translation>
    </message>
    <message>
        <source>Gallery of sample {sample}</source>
        <translation>Galerie de l&apos;échantillon {sample}</translation>
    </message>
    <message>
        <source>Select cells first.</source>
        <translation>Sélectionnez d&apos;abord des cellules.</translation>
    </message>
    <message>
        <source>The selected cells are decided so already.</source>
        <translation>Cette décision est déjà prise pour les cellules sélectionnées.</translation>
    </message>
    <message>
        <source>{words}?</source>
        <translation>{words}&#xa0;?</translation>
    </message>
    <message>
        <source>Same &amp;reason for what follows: {reason}</source>
        <translation>Même &amp;motif pour la suite&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>&amp;Confirm {count}</source>
        <translation>&amp;Confirmer {count}</translation>
    </message>
    <message>
        <source>Re&amp;ject {count}…</source>
        <translation>Re&amp;jeter {count}…</translation>
    </message>
    <message>
        <source>Confirm certain res&amp;t ({count})</source>
        <translation>Confirmer les certaines res&amp;tantes ({count})</translation>
    </message>
    <message>
        <source>Confirm all cells whose suggestion is certain and that nobody has decided about</source>
        <translation>Confirmer toutes les cellules dont la suggestion est certaine et sur lesquelles personne n&apos;a décidé</translation>
    </message>
    <message>
        <source>{cells} of sample {sample}, {review} to review</source>
        <translation>{cells} de l&apos;échantillon {sample}, {review} à revoir</translation>
    </message>
    <message>
        <source>{cells} of sample {sample}, none to review</source>
        <translation>{cells} de l&apos;échantillon {sample}, rien à revoir</translation>
    </message>
    <message>
        <source>{cells}, {review} to review</source>
        <translation>{cells}, {review} à revoir</translation>
    </message>
    <message>
        <source>{cells}, none to review</source>
        <translation>{cells}, rien à revoir</translation>
    </message>
    <message>
        <source>{count} to review</source>
        <translation>{count} à revoir</translation>
    </message>
    <message>
        <source>by signature alone, {name}</source>
        <translation>par la seule signature, {name}</translation>
    </message>
    <message>
        <source>Confirmed by signature alone, not one by one</source>
        <translation>Confirmée par la seule signature, pas une à une</translation>
    </message>
    <message>
        <source>Nobody has decided yet</source>
        <translation>Personne n&apos;a encore décidé</translation>
    </message>
    <message>
        <source>Rejected: no cell that counts</source>
        <translation>Rejetées (à ne pas compter)</translation>
    </message>
    <message>
        <source>&amp;Hands-free: captured when the stage rests</source>
        <translation>&amp;Mains libres&#xa0;: capture quand la platine est immobile</translation>
    </message>
    <message>
        <source>By hand: captured by a &amp;key</source>
        <translation>À la main&#xa0;: capture par une to&amp;uche</translation>
    </message>
    <message>
        <source>From a &amp;folder of pictures</source>
        <translation>Depuis un &amp;dossier d&apos;images</translation>
    </message>
    <message>
        <source>New slide session</source>
        <translation>Nouvelle session de lame</translation>
    </message>
    <message>
        <source>Scan or type</source>
        <translation>Scanner ou saisir</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>&amp;Go on with that one</source>
        <translation>Re&amp;prendre celle-là</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Commencer</translation>
    </message>
    <message>
        <source>No model for single cells is installed: cells can be found, and not be named.</source>
        <translation>Aucun modèle pour cellules isolées n&apos;est installé&#xa0;: les cellules peuvent être trouvées, mais pas nommées.</translation>
    </message>
    <message>
        <source>Type who is working.</source>
        <translation>Saisissez qui travaille.</translation>
    </message>
    <message>
        <source>Scan or type the sample code.</source>
        <translation>Scannez ou saisissez le code échantillon.</translation>
    </message>
    <message>
        <source>Choose the folder with the pictures.</source>
        <translation>Choisissez le dossier des images.</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Dossier d&apos;images</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>Mod&amp;èle</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>Ci&amp;ble</translation>
    </message>
    <message>
        <source>Fields come</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>A session on this sample code is {state}: {so_far}, begun by {name}, {time}.</source>
        <translation>Une session existe pour ce code échantillon ({state})&#xa0;: {so_far}, commencée par {name}, {time}.</translation>
    </message>
    <message>
        <source>There is {count} more on it.</source>
        <translation>Il y en a {count} autre pour ce code.</translation>
    </message>
    <message>
        <source>There are {count} more on it.</source>
        <translation>Il y en a {count} autres pour ce code.</translation>
    </message>
    <message>
        <source>Two sessions would count cells twice.</source>
        <translation>Deux sessions compteraient des cellules deux fois.</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>&amp;Terminer</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>&amp;Rapport…</translation>
    </message>
    <message>
        <source>&amp;Reference lines…</source>
        <translation>Ré&amp;férences…</translation>
    </message>
    <message>
        <source>No slide session</source>
        <translation>Pas de session de lame</translation>
    </message>
    <message>
        <source>Begin one to count the cells of a slide.</source>
        <translation>Commencez-en une pour compter les cellules d&apos;une lame.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Re&amp;prendre</translation>
    </message>
    <message>
        <source>there is no slide session.</source>
        <translation>il n&apos;y a pas de session de lame.</translation>
    </message>
    <message>
        <source>Cannot be signed now: {why}</source>
        <translation>Signature impossible pour l&apos;instant&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Sign the counts and every cell</source>
        <translation>Signer les comptes et chaque cellule</translation>
    </message>
    <message>
        <source>{counted} of {cells} counted</source>
        <translation>Compte&#xa0;: {counted} sur {cells}</translation>
    </message>
    <message>
        <source>none needs review, {cells} not decided</source>
        <translation>rien à revoir, {cells} sans décision</translation>
    </message>
    <message>
        <source>{count} of these still needs review, {cells} not decided</source>
        <translation>dont {count} encore à revoir, {cells} sans décision</translation>
    </message>
    <message>
        <source>{count} of these still need review, {cells} not decided</source>
        <translation>dont {count} encore à revoir, {cells} sans décision</translation>
    </message>
    <message>
        <source>{cells} rejected</source>
        <translation>rejet&#xa0;: {cells}</translation>
    </message>
    <message>
        <source>Per cent of the white cells, set by this laboratory and drawn as brackets on the bars. They are kept for all models with such a class; an empty field draws no line.</source>
        <translation>Pour cent des globules blancs, fixés par ce laboratoire et tracés comme des crochets sur les barres. Ils valent pour tous les modèles ayant cette classe&#xa0;; un champ vide ne trace pas de ligne.</translation>
    </message>
    <message>
        <source>From, %</source>
        <translation>De,&#xa0;%</translation>
    </message>
    <message>
        <source>To, %</source>
        <translation>À,&#xa0;%</translation>
    </message>
    <message>
        <source>{name}, from</source>
        <translation>{name}, de</translation>
    </message>
    <message>
        <source>{name}, to</source>
        <translation>{name}, à</translation>
    </message>
    <message>
        <source>{name}: A line lies between 0 and 100 %, and the first is not above the second.</source>
        <translation>{name}&#xa0;: une ligne se situe entre 0 et 100&#xa0;%, et la première n&apos;est pas au-dessus de la seconde.</translation>
    </message>
    <message>
        <source>Which session</source>
        <translation>Quelle session</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>P&amp;lus tard</translation>
    </message>
    <message>
        <source>No sample code</source>
        <translation>Pas de code échantillon</translation>
    </message>
    <message>
        <source>{sessions} were not ended.</source>
        <translation>{sessions} n&apos;ont pas été terminées.</translation>
    </message>
    <message>
        <source>The session on sample {sample} was not ended: {so_far} in {fields}, the last one {time}. All of them are kept.</source>
        <translation>La session sur l&apos;échantillon {sample} n&apos;a pas été terminée&#xa0;: {so_far} dans {fields}, le dernier&#xa0;: {time}. Tous sont conservés.</translation>
    </message>
    <message>
        <source>The session on a slide without a sample code was not ended: {so_far} in {fields}, the last one {time}. All of them are kept.</source>
        <translation>La session sur une lame sans code échantillon n&apos;a pas été terminée&#xa0;: {so_far} dans {fields}, le dernier&#xa0;: {time}. Tous sont conservés.</translation>
    </message>
    <message>
        <source>The session cannot be signed: {why}</source>
        <translation>La session ne peut pas être signée&#xa0;: {why}</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Nothing was decided</source>
        <translation>Rien n&apos;a été décidé</translation>
    </message>
    <message>
        <source>Decided about {cells}.</source>
        <translation>Décision prise pour {cells}.</translation>
    </message>
    <message>
        <source>Only {cells} could be decided about.</source>
        <translation>La décision n&apos;a pu être prise que pour {cells}.</translation>
    </message>
    <message>
        <source>{count} of {cells} decided.</source>
        <translation>Décision prise pour {count} sur {cells}.</translation>
    </message>
    <message>
        <source>Slide session with {cells} signed by {name}.</source>
        <translation>Session de lame avec {cells} signée par {name}.</translation>
    </message>
    <message>
        <source>{counted} of {target}</source>
        <translation>{counted} sur {target}</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Slide sessions</source>
        <translation>Sessions de lame</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>A&amp;fficher</translation>
    </message>
    <message>
        <source>No slide session was begun yet.</source>
        <translation>Aucune session de lame n&apos;a encore été commencée.</translation>
    </message>
    <message>
        <source>{name}: {count} ({share}, 95 % interval {interval})</source>
        <translation>{name}&#xa0;: {count} ({share}, intervalle à 95&#xa0;%&#xa0;: {interval})</translation>
    </message>
    <message>
        <source>{cells} in all: {seen} decided, {together} confirmed together with all certain ones, {undecided} not decided; {rejected} rejected.</source>
        <translation>{cells} en tout. Décision une à une&#xa0;: {seen}&#xa0;; confirmation avec toutes les suggestions certaines&#xa0;: {together}&#xa0;; {undecided} sans décision&#xa0;; rejet&#xa0;: {rejected}.</translation>
    </message>
    <message>
        <source>Before: {before}</source>
        <translation>Avant&#xa0;: {before}</translation>
    </message>
    <message>
        <source>Not looked at: {suggestions}. The signature confirms them as suggested.</source>
        <translation>Non regardé&#xa0;: {suggestions}. La signature les confirme comme suggéré.</translation>
    </message>
    <message>
        <source>The target of {cells} is not reached.</source>
        <translation>La cible de {cells} n&apos;est pas atteinte.</translation>
    </message>
    <message>
        <source>Sign the slide session</source>
        <translation>Signer la session de lame</translation>
    </message>
    <message>
        <source>hands-free</source>
        <translation>mains libres</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>from a folder</source>
        <translation>depuis un dossier</translation>
    </message>
    <message>
        <source>Sample {sample}</source>
        <translation>Échantillon {sample}</translation>
    </message>
    <message>
        <source>Left open, not counted into here</source>
        <translation>Laissée ouverte&#xa0;; ici, rien n&apos;y est compté</translation>
    </message>
    <message>
        <source>{cells} seen again</source>
        <translation>{cells} en double</translation>
    </message>
    <message>
        <source>{count} cut by the edge</source>
        <translation>{count} au bord</translation>
    </message>
    <message>
        <source>A field had {average:.1f} new cells on average.</source>
        <translation>Nouvelles cellules par champ, en moyenne&#xa0;: {average:.1f}.</translation>
    </message>
    <message>
        <source>The session was not paused</source>
        <translation>La session n&apos;a pas été mise en pause</translation>
    </message>
    <message>
        <source>The session was not resumed</source>
        <translation>La session n&apos;a pas été reprise</translation>
    </message>
    <message>
        <source>The session was not ended</source>
        <translation>La session n&apos;a pas été terminée</translation>
    </message>
    <message>
        <source>Slide session paused: {so_far}.</source>
        <translation>Session de lame en pause&#xa0;: {so_far}.</translation>
    </message>
    <message>
        <source>Slide session resumed: {so_far}.</source>
        <translation>Session de lame reprise&#xa0;: {so_far}.</translation>
    </message>
    <message>
        <source>Slide session ended: {so_far}.</source>
        <translation>Session de lame terminée&#xa0;: {so_far}.</translation>
    </message>
    <message>
        <source>The slide session on sample {sample} is counting. Pause it or end it first, beside the picture.</source>
        <translation>La session de lame sur l&apos;échantillon {sample} compte. Mettez-la d&apos;abord en pause ou terminez-la, à côté de l&apos;image.</translation>
    </message>
    <message>
        <source>The slide session on sample without a code is counting. Pause it or end it first, beside the picture.</source>
        <translation>La session de lame sur l&apos;échantillon sans code compte. Mettez-la d&apos;abord en pause ou terminez-la, à côté de l&apos;image.</translation>
    </message>
    <message>
        <source>Pictures can be looked at and classified, but nothing is saved.</source>
        <translation>Les images peuvent être regardées et classées, mais rien n&apos;est enregistré.</translation>
    </message>
    <message>
        <source>The history can be read, and results are saved again as soon as it can be written.</source>
        <translation>L&apos;historique peut être lu, et les résultats seront de nouveau enregistrés dès qu&apos;il pourra être écrit.</translation>
    </message>
    <message>
        <source>There is no model that can be run. The model&apos;s card says why packages were refused.</source>
        <translation>Aucun modèle n&apos;est utilisable. La fiche du modèle dit pourquoi des paquets ont été refusés.</translation>
    </message>
    <message>
        <source>Results are not saved</source>
        <translation>Résultats non enregistrés</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Records that need review</source>
        <translation>Enregistrements à revoir</translation>
    </message>
    <message>
        <source>Show only the records that need review, or all again. Ctrl+D goes to the next one.</source>
        <translation>N&apos;afficher que les enregistrements à revoir, ou de nouveau tous. Ctrl+D passe au suivant.</translation>
    </message>
    <message>
        <source>Slide sessions that wait</source>
        <translation>Sessions de lame en attente</translation>
    </message>
    <message>
        <source>Ended and not signed. List the slide sessions, to show, review and sign them.</source>
        <translation>Terminées et non signées. Lister les sessions de lame pour les afficher, les revoir et les signer.</translation>
    </message>
    <message>
        <source>Nothing needs review</source>
        <translation>Rien à revoir</translation>
    </message>
    <message>
        <source>1 needs review</source>
        <translation>1 à revoir</translation>
    </message>
    <message>
        <source>{count} or more need review</source>
        <translation>{count} ou plus à revoir</translation>
    </message>
    <message>
        <source>{count} need review</source>
        <translation>{count} à revoir</translation>
    </message>
    <message>
        <source>{sessions} waits for review</source>
        <translation>{sessions} en attente de relecture</translation>
    </message>
    <message>
        <source>{sessions} wait for review</source>
        <translation>{sessions} en attente de relecture</translation>
    </message>
    <message>
        <source>Box changed.</source>
        <translation>Cadre modifié.</translation>
    </message>
    <message>
        <source>it is not in the log any more. Look at the picture again.</source>
        <translation>il n&apos;est plus dans le journal. Regardez de nouveau l&apos;image.</translation>
    </message>
    <message>
        <source>it names no file that the earlier log was moved to</source>
        <translation>elle ne nomme aucun fichier vers lequel l&apos;ancien journal aurait été déplacé</translation>
    </message>
    <message>
        <source>Bring a backup that has that event</source>
        <translation>Apportez une sauvegarde qui contient cet événement</translation>
    </message>
    <message>
        <source>the file {file} is not that log, or is not whole</source>
        <translation>le fichier {file} n&apos;est pas ce journal, ou n&apos;est pas entier</translation>
    </message>
    <message>
        <source>Put the right file back there, or bring a backup that has that event</source>
        <translation>Remettez-y le bon fichier, ou apportez une sauvegarde qui contient cet événement</translation>
    </message>
    <message>
        <source>the file {file} is not here</source>
        <translation>le fichier {file} n&apos;est pas ici</translation>
    </message>
    <message>
        <source>Put it back there, or bring a backup that has that event</source>
        <translation>Remettez-le à sa place, ou apportez une sauvegarde qui contient cet événement</translation>
    </message>
    <message>
        <source>The log {path} does not have event {event} as {known} knows it. The log says that a restore (event {restore}) set it aside, but {lacks}, so that cannot be proven. {do}, and verify again. Where nobody here knows of that restore, compare the log with {known}.</source>
        <translation>Le journal {path} n&apos;a pas l&apos;événement {event} tel que le connaît {known}. Le journal dit qu&apos;une restauration (événement {restore}) l&apos;a mis de côté, mais {lacks}&#xa0;: cela ne peut donc pas être prouvé. {do}, puis vérifiez de nouveau. Si personne ici ne connaît cette restauration, comparez le journal avec {known}.</translation>
    </message>
    <message>
        <source>It holds {events} with {records} that this log does not have.</source>
        <translation>Elle contient {events} et {records} que ce journal n&apos;a pas.</translation>
    </message>
    <message>
        <source>What it holds cannot be read ({reason}).</source>
        <translation>Son contenu est illisible ({reason}).</translation>
    </message>
    <message>
        <source>The backup {backup} is of a log that a restore has set aside, so this log was not held against it. {holds} Where nobody here knows of that restore, look into that backup.</source>
        <translation>La sauvegarde {backup} vient d&apos;un journal qu&apos;une restauration a mis de côté&#xa0;: ce journal n&apos;a donc pas été comparé avec elle. {holds} Si personne ici ne connaît cette restauration, examinez cette sauvegarde.</translation>
    </message>
    <message>
        <source>The archive {path} is not there, and it holds {pictures} of the log. Connect the disk that it lies on, or put a copy of it back there.</source>
        <translation>L&apos;archive {path} n&apos;est pas là, alors qu&apos;elle contient {pictures} du journal. Connectez le disque qui la porte, ou remettez-y une copie.</translation>
    </message>
    <message>
        <source>The archive {path} cannot be read ({reason}). Put a copy of it in its place.</source>
        <translation>L&apos;archive {path} est illisible ({reason}). Mettez une copie à sa place.</translation>
    </message>
    <message>
        <source>The archive {path} is not the file that was written. Put a copy of it in its place.</source>
        <translation>L&apos;archive {path} n&apos;est pas le fichier qui a été écrit. Mettez une copie à sa place.</translation>
    </message>
    <message>
        <source>the list of the pictures that event {event} tells of as archived was changed</source>
        <translation>la liste des images que l&apos;événement {event} dit archivées a été modifiée</translation>
    </message>
    <message>
        <source>the file {name}</source>
        <translation>le fichier {name}</translation>
    </message>
    <message>
        <source>The pictures were not looked for</source>
        <translation>Les images n&apos;ont pas été recherchées</translation>
    </message>
    <message>
        <source>The log was not counted</source>
        <translation>Le journal n&apos;a pas été compté</translation>
    </message>
    <message>
        <source>The file was not looked through</source>
        <translation>Le fichier n&apos;a pas été parcouru</translation>
    </message>
    <message>
        <source>The log {path} is damaged: {reason}. {advice}</source>
        <translation>Le journal {path} est endommagé&#xa0;: {reason}. {advice}</translation>
    </message>
    <message>
        <source>The schema was not looked at</source>
        <translation>Le schéma n&apos;a pas été examiné</translation>
    </message>
    <message>
        <source>The heads were not looked at</source>
        <translation>Les fins de chaîne connues n&apos;ont pas été examinées</translation>
    </message>
    <message>
        <source>event {event} tells of a restore that the events before it do not bear out</source>
        <translation>l&apos;événement {event} parle d&apos;une restauration que les événements précédents ne confirment pas</translation>
    </message>
    <message>
        <source>The chain of events of the log {path} is not what it says: {what}. {advice}</source>
        <translation>La chaîne d&apos;événements du journal {path} n&apos;est pas ce qu&apos;elle dit être&#xa0;: {what}. {advice}</translation>
    </message>
    <message>
        <source>The events were not looked at</source>
        <translation>Les événements n&apos;ont pas été examinés</translation>
    </message>
    <message>
        <source>The lists of archived pictures were not looked at</source>
        <translation>Les listes d&apos;images archivées n&apos;ont pas été examinées</translation>
    </message>
    <message>
        <source>The operators were not looked at</source>
        <translation>Les opérateurs n&apos;ont pas été examinés</translation>
    </message>
    <message>
        <source>Where the records stand was not looked at</source>
        <translation>L&apos;état des enregistrements n&apos;a pas été examiné</translation>
    </message>
    <message>
        <source>What is kept for searching was not compared with the records</source>
        <translation>Ce qui est conservé pour la recherche n&apos;a pas été comparé avec les enregistrements</translation>
    </message>
    <message>
        <source>{what} is not what the records say</source>
        <translation>{what} ne correspond pas aux enregistrements</translation>
    </message>
    <message>
        <source>The words to search by were not compared with the records</source>
        <translation>Les mots pour la recherche n&apos;ont pas été comparés avec les enregistrements</translation>
    </message>
    <message>
        <source>Event {event} as {known} knows it is of the log that was moved aside when this one was restored (event {restore}), so it is not here.</source>
        <translation>L&apos;événement {event}, tel que le connaît {known}, vient du journal qui a été mis de côté lors de la restauration de celui-ci (événement {restore})&#xa0;; il n&apos;est donc pas ici.</translation>
    </message>
    <message>
        <source>That log lies in {path}.</source>
        <translation>Ce journal se trouve dans {path}.</translation>
    </message>
    <message>
        <source>That log was damaged and lies in {path}: it cannot be read whole, so that only the event of the restore and what is left of the file speak for it.</source>
        <translation>Ce journal était endommagé et se trouve dans {path}&#xa0;: il ne peut pas être lu en entier, si bien que seuls l&apos;événement de la restauration et ce qui reste du fichier en témoignent.</translation>
    </message>
    <message>
        <source>{problem} The log was restored (event {event}), but neither that event nor the log that was moved aside then holds what is known.</source>
        <translation>{problem} Le journal a été restauré (événement {event}), mais ni cet événement ni le journal alors mis de côté ne contiennent ce qui est connu.</translation>
    </message>
    <message>
        <source>The archives were not looked for</source>
        <translation>Les archives n&apos;ont pas été recherchées</translation>
    </message>
    <message>
        <source>The archive {path} of a station whose log was merged is not here: {pictures} in it could not be looked at.</source>
        <translation>L&apos;archive {path} d&apos;une station dont le journal a été fusionné n&apos;est pas ici&#xa0;: impossible d&apos;y examiner {pictures}.</translation>
    </message>
    <message>
        <source>The log {path} is damaged: {reason}. {skipped} to the end. {advice}</source>
        <translation>Le journal {path} est endommagé&#xa0;: {reason}. {skipped} jusqu&apos;au bout. {advice}</translation>
    </message>
    <message>
        <source>The log {path} cannot be searched reliably: {what}. The records themselves are looked at apart from this. {advice}</source>
        <translation>La recherche dans le journal {path} n&apos;est pas fiable&#xa0;: {what}. Les enregistrements eux-mêmes sont examinés à part. {advice}</translation>
    </message>
    <message>
        <source>The check was cancelled. Whether the log is sound is not known.</source>
        <translation>La vérification a été annulée. On ne sait pas si le journal est intact.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Copy the whole data folder to a safe place, then restore a backup.</source>
        <translation>Copiez tout le dossier de données en lieu sûr, puis restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>In the log {path} {what}. {advice}</source>
        <translation>Dans le journal {path}, {what}. {advice}</translation>
    </message>
    <message>
        <source>The operator {name} was never put on the list by this program. {advice}</source>
        <translation>L&apos;opérateur {name} n&apos;a jamais été mis sur la liste par ce programme. {advice}</translation>
    </message>
    <message>
        <source>The role of the operator {name} is not as it was set. {advice}</source>
        <translation>Le rôle de l&apos;opérateur {name} n&apos;est pas celui qui a été défini. {advice}</translation>
    </message>
    <message>
        <source>The service of the operator {name} is not as it was set. {advice}</source>
        <translation>L&apos;état de service de l&apos;opérateur {name} n&apos;est pas celui qui a été défini. {advice}</translation>
    </message>
    <message>
        <source>The PIN of the operator {name} is not as it was set. {advice}</source>
        <translation>Le code PIN de l&apos;opérateur {name} n&apos;est pas celui qui a été défini. {advice}</translation>
    </message>
    <message>
        <source>The operator {name} is gone from the list. {advice}</source>
        <translation>L&apos;opérateur {name} a disparu de la liste. {advice}</translation>
    </message>
    <message>
        <source>Another program has changed the list. Restore a backup, or let an administrator set the operator right.</source>
        <translation>Un autre programme a modifié la liste. Restaurez une sauvegarde, ou faites corriger l&apos;opérateur par un administrateur.</translation>
    </message>
    <message>
        <source>record {record} names no picture</source>
        <translation>l&apos;enregistrement {record} ne nomme aucune image</translation>
    </message>
    <message>
        <source>the facet of record {found}</source>
        <translation>la facette de l&apos;enregistrement {found}</translation>
    </message>
    <message>
        <source>the place of record {found}, which is missing or of a session</source>
        <translation>la place de l&apos;enregistrement {found}, qui manque ou appartient à une session,</translation>
    </message>
    <message>
        <source>the {column} of record {found}</source>
        <translation>la valeur {column} de l&apos;enregistrement {found}</translation>
    </message>
    <message>
        <source>the number of records by {column}, {found}</source>
        <translation>le nombre d&apos;enregistrements par {column}, {found},</translation>
    </message>
    <message>
        <source>the number of records of facet {found}</source>
        <translation>le nombre d&apos;enregistrements de la facette {found}</translation>
    </message>
    <message>
        <source>the tally of half hour {found}</source>
        <translation>le décompte de la demi-heure {found}</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>le programme lui-même</translation>
    </message>
    <message>
        <source>what could be read of the damaged file</source>
        <translation>ce qui a pu être lu du fichier endommagé</translation>
    </message>
    <message>
        <source>the backup {backup} of {time}</source>
        <translation>la sauvegarde {backup} du {time}</translation>
    </message>
    <message>
        <source>The log was restored at {time} by {by} from {source}: event {event}. {lost}</source>
        <translation>Le journal a été restauré le {time} par {by} à partir de {source}&#xa0;: événement {event}. {lost}</translation>
    </message>
    <message>
        <source>The earlier log lies in {path}.</source>
        <translation>L&apos;ancien journal se trouve dans {path}.</translation>
    </message>
    <message>
        <source>The earlier log, which ended with event {event}, lies in {path}.</source>
        <translation>L&apos;ancien journal, qui se terminait par l&apos;événement {event}, se trouve dans {path}.</translation>
    </message>
    <message>
        <source>The earlier log was moved to {path}, and is not there any more.</source>
        <translation>L&apos;ancien journal a été déplacé vers {path} et n&apos;y est plus.</translation>
    </message>
    <message>
        <source>The earlier log, which ended with event {event}, was moved to {path}, and is not there any more.</source>
        <translation>L&apos;ancien journal, qui se terminait par l&apos;événement {event}, a été déplacé vers {path} et n&apos;y est plus.</translation>
    </message>
    <message>
        <source>How many records and decisions were lost by it could not be told.</source>
        <translation>On n&apos;a pas pu déterminer combien d&apos;enregistrements et de décisions ont ainsi été perdus.</translation>
    </message>
    <message>
        <source>{records} was lost by it; how many decisions is not known.</source>
        <translation>Perte&#xa0;: {records}&#xa0;; le nombre de décisions perdues n&apos;est pas connu.</translation>
    </message>
    <message>
        <source>{records} were lost by it; how many decisions is not known.</source>
        <translation>Perte&#xa0;: {records}&#xa0;; le nombre de décisions perdues n&apos;est pas connu.</translation>
    </message>
    <message>
        <source>No record and no decision was lost by it.</source>
        <translation>Aucun enregistrement ni aucune décision n&apos;a ainsi été perdu.</translation>
    </message>
    <message>
        <source>{records} and {decisions} were lost by it.</source>
        <translation>Perte&#xa0;: {records} et {decisions}.</translation>
    </message>
    <message>
        <source>record {record} does not stand where its newest decision says</source>
        <translation>l&apos;enregistrement {record} n&apos;est pas dans l&apos;état que dit sa décision la plus récente</translation>
    </message>
    <message>
        <source>event {event} decides of record {record}, which is missing</source>
        <translation>l&apos;événement {event} décide de l&apos;enregistrement {record}, qui manque</translation>
    </message>
    <message>
        <source>the first event is missing</source>
        <translation>le premier événement manque</translation>
    </message>
    <message>
        <source>{count} events from {event} on are missing</source>
        <translation>{count} événements manquent à partir de {event}</translation>
    </message>
    <message>
        <source>event {event} is missing</source>
        <translation>l&apos;événement {event} manque</translation>
    </message>
    <message>
        <source>event {event} does not follow the one before it</source>
        <translation>l&apos;événement {event} ne fait pas suite au précédent</translation>
    </message>
    <message>
        <source>event {event} was changed</source>
        <translation>l&apos;événement {event} a été modifié</translation>
    </message>
    <message>
        <source>event {event} is {kind}, and the log begins with its first event alone</source>
        <translation>l&apos;événement {event} est de type {kind}, alors que le journal commence par son seul premier événement</translation>
    </message>
    <message>
        <source>record {record} is missing: event {event} says that it was logged</source>
        <translation>l&apos;enregistrement {record} manque&#xa0;: l&apos;événement {event} dit qu&apos;il a été consigné</translation>
    </message>
    <message>
        <source>record {record} is not the one that was logged</source>
        <translation>l&apos;enregistrement {record} n&apos;est pas celui qui a été consigné</translation>
    </message>
    <message>
        <source>one or more of the records {first} to {last} are not those that an earlier program logged</source>
        <translation>un ou plusieurs des enregistrements {first} à {last} ne sont pas ceux qu&apos;un programme antérieur a consignés</translation>
    </message>
    <message>
        <source>record {record} has a second event that says it was logged: {event}</source>
        <translation>pour l&apos;enregistrement {record}, un deuxième événement dit qu&apos;il a été consigné&#xa0;: {event}</translation>
    </message>
    <message>
        <source>record {record} was put in: no event says that it was logged</source>
        <translation>l&apos;enregistrement {record} a été ajouté&#xa0;: aucun événement ne dit qu&apos;il a été consigné</translation>
    </message>
    <message>
        <source>The chain of events of the log {path} is broken: {what}. {advice}</source>
        <translation>La chaîne d&apos;événements du journal {path} est rompue&#xa0;: {what}. {advice}</translation>
    </message>
    <message>
        <source>it ends too early, for {known} knows event {event}: its end was lost or cut off</source>
        <translation>il se termine trop tôt, car {known} connaît l&apos;événement {event}&#xa0;: sa fin a été perdue ou coupée</translation>
    </message>
    <message>
        <source>it has another event {event} than {known} knows: its events were made anew</source>
        <translation>il a un autre événement {event} que celui que connaît {known}&#xa0;: ses événements ont été refaits</translation>
    </message>
    <message>
        <source>The log {path} is not what it was: {what}. {advice}</source>
        <translation>Le journal {path} n&apos;est plus ce qu&apos;il était&#xa0;: {what}. {advice}</translation>
    </message>
    <message>
        <source>its index of words does not agree with its records ({reason})</source>
        <translation>son index de mots ne concorde pas avec ses enregistrements ({reason})</translation>
    </message>
    <message>
        <source>was added</source>
        <translation>a été ajouté</translation>
    </message>
    <message>
        <source>was changed</source>
        <translation>a été modifié</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>manque</translation>
    </message>
    <message>
        <source>The log {path} is no longer kept append-only: its trigger {name} {fault}, so another program has changed the log. Copy the whole data folder to a safe place, then restore a backup.</source>
        <translation>Le journal {path} n&apos;est plus protégé contre les modifications&#xa0;: son déclencheur {name} {fault}&#xa0;; un autre programme a donc modifié le journal. Copiez tout le dossier de données en lieu sûr, puis restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>The log {path} is not as this program makes it: its {kind} {name} {fault}, so another program has changed the log. Copy the whole data folder to a safe place, then restore a backup.</source>
        <translation>Le journal {path} n&apos;est pas tel que ce programme le crée&#xa0;: l&apos;élément {name} ({kind}) {fault}&#xa0;; un autre programme a donc modifié le journal. Copiez tout le dossier de données en lieu sûr, puis restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>The log {path} was held by another program for more than {seconds:g} seconds, and nothing was stored. Wait for a backup or another Leukdesk to finish, or close it, and try again.</source>
        <translation>Le journal {path} a été retenu par un autre programme pendant plus de {seconds:g} secondes et rien n&apos;a été enregistré. Attendez la fin d&apos;une sauvegarde ou d&apos;un autre Leukdesk, ou fermez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>The log {path} was written by a newer Leukdesk (format {found}; this program knows up to {known}). It was left as it is. Start the newer program, or choose another folder with --data-dir.</source>
        <translation>Le journal {path} a été écrit par un Leukdesk plus récent (format {found}&#xa0;; ce programme va jusqu&apos;à {known}). Il a été laissé tel quel. Lancez le programme plus récent, ou choisissez un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>The SQLite library of this Python is version {found}, and the log needs {needed} or later, with its full-text search (FTS5). Use a newer Python, or the executable of Leukdesk, which brings its own.</source>
        <translation>La bibliothèque SQLite de ce Python est en version {found}, et le journal demande {needed} ou plus récent, avec sa recherche plein texte (FTS5). Utilisez un Python plus récent, ou l&apos;exécutable de Leukdesk, qui apporte la sienne.</translation>
    </message>
    <message>
        <source>{path} may not be written to, and nothing was stored. Give the user of this station the right to write there, or choose another folder with --data-dir.</source>
        <translation>{path} n&apos;est pas accessible en écriture et rien n&apos;a été enregistré. Donnez à l&apos;utilisateur de cette station le droit d&apos;y écrire, ou choisissez un autre dossier avec --data-dir.</translation>
    </message>
    <message>
        <source>There is no room left on the disk of {path}, so this was not stored. Free some space and try again.</source>
        <translation>Il n&apos;y a plus de place sur le disque de {path}&#xa0;: ceci n&apos;a donc pas été enregistré. Libérez de la place et réessayez.</translation>
    </message>
    <message>
        <source>The disk of {path} reported an error ({reason}), and nothing was stored. See that the disk is connected and sound, then start the program again.</source>
        <translation>Le disque de {path} a signalé une erreur ({reason}) et rien n&apos;a été enregistré. Vérifiez que le disque est connecté et en bon état, puis relancez le programme.</translation>
    </message>
    <message>
        <source>The log {path} is damaged ({reason}). Nothing was changed in it. Copy the whole data folder to a safe place, then open the window, which goes on from the last good backup, or restore a backup yourself.</source>
        <translation>Le journal {path} est endommagé ({reason}). Rien n&apos;y a été modifié. Copiez tout le dossier de données en lieu sûr, puis ouvrez la fenêtre, qui reprend à la dernière bonne sauvegarde, ou restaurez vous-même une sauvegarde.</translation>
    </message>
    <message>
        <source>The log cannot be kept in {path}: {reason}. Choose a folder on a disk of this computer with --data-dir.</source>
        <translation>Le journal ne peut pas être conservé dans {path}&#xa0;: {reason}. Choisissez avec --data-dir un dossier sur un disque de cet ordinateur.</translation>
    </message>
    <message>
        <source>The log {path} has been closed, and nothing was stored. Start the program again.</source>
        <translation>Le journal {path} a été fermé et rien n&apos;a été enregistré. Relancez le programme.</translation>
    </message>
    <message>
        <source>The log {path} has no record {record_id}. List the records with: leukdesk history list</source>
        <translation>Le journal {path} n&apos;a pas d&apos;enregistrement {record_id}. Listez les enregistrements avec&#xa0;: leukdesk history list</translation>
    </message>
    <message>
        <source>Record {record_id} of the log {path} is not the one that was shown: the log was restored meanwhile. Nothing was changed. Look at the record again, then decide.</source>
        <translation>L&apos;enregistrement {record_id} du journal {path} n&apos;est pas celui qui était affiché&#xa0;: le journal a été restauré entre-temps. Rien n&apos;a été modifié. Regardez de nouveau l&apos;enregistrement, puis décidez.</translation>
    </message>
    <message>
        <source>The picture of record {record_id} is missing: {path}. The record itself is unharmed. The backups keep pictures under the same name, in their folder pictures: copy the file from there.</source>
        <translation>L&apos;image de l&apos;enregistrement {record_id} manque&#xa0;: {path}. L&apos;enregistrement lui-même est intact. Les sauvegardes gardent les images sous le même nom, dans leur dossier pictures&#xa0;: copiez le fichier de là.</translation>
    </message>
    <message>
        <source>The stored picture of record {record_id} is not the one that was analysed, or cannot be read: {path}. It was damaged or changed after it was stored. Backups in another place keep pictures under the same name, in their folder pictures: copy the file from there (those beside the log share its files).</source>
        <translation>L&apos;image stockée de l&apos;enregistrement {record_id} n&apos;est pas celle qui a été analysée, ou est illisible&#xa0;: {path}. Elle a été endommagée ou modifiée après avoir été stockée. Les sauvegardes placées ailleurs gardent les images sous le même nom, dans leur dossier pictures&#xa0;: copiez le fichier de là (celles qui sont à côté du journal partagent ses fichiers).</translation>
    </message>
    <message>
        <source>CSV table, for spreadsheets and statistics programs</source>
        <translation>Tableau CSV, pour tableurs et programmes de statistique</translation>
    </message>
    <message>
        <source>The picture of record {record} has {width} × {height} pixels, and DICOM counts no more than {most} a side. Export it as PNG or OME-TIFF.</source>
        <translation>L&apos;image de l&apos;enregistrement {record} a {width} × {height} pixels, et DICOM n&apos;en compte pas plus de {most} par côté. Exportez-la en PNG ou OME-TIFF.</translation>
    </message>
    <message>
        <source>DICOM VL Microscopic Image, for picture archives</source>
        <translation>DICOM VL Microscopic Image, pour archives d&apos;images</translation>
    </message>
    <message>
        <source>PNG and OME-TIFF hold the same picture.</source>
        <translation>PNG et OME-TIFF contiennent la même image.</translation>
    </message>
    <message>
        <source>Close the file in other programs, or choose another name or folder.</source>
        <translation>Fermez le fichier dans les autres programmes, ou choisissez un autre nom ou dossier.</translation>
    </message>
    <message>
        <source>The log could not be exported to {path}: {reason}. {advice}</source>
        <translation>Le journal n&apos;a pas pu être exporté vers {path}&#xa0;: {reason}. {advice}</translation>
    </message>
    <message>
        <source>The export to {path} was cancelled; nothing was written.</source>
        <translation>L&apos;export vers {path} a été annulé&#xa0;; rien n&apos;a été écrit.</translation>
    </message>
    <message>
        <source>The stored picture of record {record} is missing.</source>
        <translation>L&apos;image stockée de l&apos;enregistrement {record} manque.</translation>
    </message>
    <message>
        <source>The stored picture of record {record} was moved into an archive, which is not at hand.</source>
        <translation>L&apos;image stockée de l&apos;enregistrement {record} a été déplacée dans une archive qui n&apos;est pas disponible.</translation>
    </message>
    <message>
        <source>The stored picture of record {record} is damaged, or cannot be read.</source>
        <translation>L&apos;image stockée de l&apos;enregistrement {record} est endommagée ou illisible.</translation>
    </message>
    <message>
        <source>it is a part of the log itself</source>
        <translation>c&apos;est une partie du journal lui-même</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>it is no file, but a device, a pipe or a link that leads nowhere, and only files are replaced</source>
        <translation>ce n&apos;est pas un fichier, mais un périphérique, un tube ou un lien qui ne mène nulle part, et seuls des fichiers sont remplacés</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>the folder {folder} is not there</source>
        <translation>le dossier {folder} n&apos;est pas là</translation>
    </message>
    <message>
        <source>Make it, or choose another folder.</source>
        <translation>Créez-le, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>{chosen} records were chosen, and {most} is the most that fit into one {suffix} file. Choose fewer by a filter, or export as CSV or Parquet.</source>
        <translation>{chosen} enregistrements ont été choisis, et un fichier {suffix} en contient {most} au plus. Choisissez-en moins avec un filtre, ou exportez en CSV ou Parquet.</translation>
    </message>
    <message>
        <source>a folder has this name</source>
        <translation>un dossier porte ce nom</translation>
    </message>
    <message>
        <source>it is a file&apos;s name, and this format writes a folder with a {suffix} file for each record</source>
        <translation>c&apos;est un nom de fichier, et ce format écrit un dossier avec un fichier {suffix} pour chaque enregistrement</translation>
    </message>
    <message>
        <source>Name a new folder, or choose a format that writes one file: CSV, Excel, JSON lines or Parquet.</source>
        <translation>Indiquez un nouveau dossier, ou choisissez un format qui écrit un seul fichier&#xa0;: CSV, Excel, JSON lines ou Parquet.</translation>
    </message>
    <message>
        <source>Name a new folder, or, for one record alone, a file that ends in {suffix}, or choose a format that writes one file: CSV, Excel, JSON lines or Parquet.</source>
        <translation>Indiquez un nouveau dossier ou, pour un seul enregistrement, un fichier qui finit par {suffix}, ou choisissez un format qui écrit un seul fichier&#xa0;: CSV, Excel, JSON lines ou Parquet.</translation>
    </message>
    <message>
        <source>it is there already, and each record gets a file of its own in a new folder</source>
        <translation>il existe déjà, et chaque enregistrement reçoit son propre fichier dans un nouveau dossier</translation>
    </message>
    <message>
        <source>there is something of this name already</source>
        <translation>quelque chose porte déjà ce nom</translation>
    </message>
    <message>
        <source>Choose another name for the export.</source>
        <translation>Choisissez un autre nom pour l&apos;export.</translation>
    </message>
    <message>
        <source>Record {record} is left out. {why}</source>
        <translation>L&apos;enregistrement {record} est laissé de côté. {why}</translation>
    </message>
    <message>
        <source>{cells} of slide sessions is not in this export. Export them by themselves, with session:all or by a session&apos;s id.</source>
        <translation>{cells} de sessions de lame ne figure pas dans cet export. Exportez-les à part, avec session:all ou avec l&apos;identifiant d&apos;une session.</translation>
    </message>
    <message>
        <source>{cells} of slide sessions are not in this export. Export them by themselves, with session:all or by a session&apos;s id.</source>
        <translation>{cells} de sessions de lame ne figurent pas dans cet export. Exportez-les à part, avec session:all ou avec l&apos;identifiant d&apos;une session.</translation>
    </message>
    <message>
        <source>There is more like this.</source>
        <translation>Il y en a d&apos;autres semblables.</translation>
    </message>
    <message>
        <source>FHIR R5 bundles (DiagnosticReport and Observation), for laboratory systems</source>
        <translation>Bundles FHIR R5 (DiagnosticReport et Observation), pour systèmes de laboratoire</translation>
    </message>
    <message>
        <source>{title} is not part of this executable, for its size. {instead}</source>
        <translation>{title} ne fait pas partie de cet exécutable, à cause de sa taille. {instead}</translation>
    </message>
    <message>
        <source>{title} needs {library}, which is missing here. Install it with: pip install {what}. {instead}</source>
        <translation>{title} a besoin de {library}, qui manque ici. Installez avec&#xa0;: pip install {what}. {instead}</translation>
    </message>
    <message>
        <source>{title} needs {library}, which is missing here. Install it with: pip install {what} in the folder of the source. {instead}</source>
        <translation>{title} a besoin de {library}, qui manque ici. Installez avec&#xa0;: pip install {what} dans le dossier des sources. {instead}</translation>
    </message>
    <message>
        <source>JSON lines, for programs; holds every decision</source>
        <translation>JSON lines, pour programmes&#xa0;; contient chaque décision</translation>
    </message>
    <message>
        <source>JSON files, one for each record, for a laboratory system</source>
        <translation>Fichiers JSON, un par enregistrement, pour un système de laboratoire</translation>
    </message>
    <message>
        <source>OME-TIFF pictures with pixel size and objective, for Fiji, QuPath, OMERO</source>
        <translation>Images OME-TIFF avec taille de pixel et objectif, pour Fiji, QuPath, OMERO</translation>
    </message>
    <message>
        <source>Nothing can be handed over to the export folder {folder}: {reason}. Nothing is lost: what is decided meanwhile is handed over as soon as the folder can be used again.</source>
        <translation>Rien ne peut être transmis au dossier d&apos;export {folder}&#xa0;: {reason}. Rien n&apos;est perdu&#xa0;: ce qui est décidé entre-temps est transmis dès que le dossier est de nouveau utilisable.</translation>
    </message>
    <message>
        <source>it is not the folder that was chosen, for its file {file} is missing. Connect the share, or choose the folder once more</source>
        <translation>ce n&apos;est pas le dossier qui a été choisi, car son fichier {file} manque. Connectez le partage, ou choisissez de nouveau le dossier</translation>
    </message>
    <message>
        <source>it is not the folder that was chosen, for its file {file} is another. Connect the share, or choose the folder once more</source>
        <translation>ce n&apos;est pas le dossier qui a été choisi, car son fichier {file} est un autre. Connectez le partage, ou choisissez de nouveau le dossier</translation>
    </message>
    <message>
        <source>Record {record} was not handed over to the export folder. {reason} The others are handed over. Export the record by hand when this is mended.</source>
        <translation>L&apos;enregistrement {record} n&apos;a pas été transmis au dossier d&apos;export. {reason} Les autres sont transmis. Exportez cet enregistrement à la main quand le problème est réglé.</translation>
    </message>
    <message>
        <source>it has just gone</source>
        <translation>il vient de disparaître</translation>
    </message>
    <message>
        <source>there is no room left on its disk</source>
        <translation>il n&apos;y a plus de place sur son disque</translation>
    </message>
    <message>
        <source>Parquet table, for DuckDB, Spark and pandas; holds every decision</source>
        <translation>Tableau Parquet, pour DuckDB, Spark et pandas&#xa0;; contient chaque décision</translation>
    </message>
    <message>
        <source>JSON lines hold the same.</source>
        <translation>JSON lines contient la même chose.</translation>
    </message>
    <message>
        <source>PNG pictures, lossless, with record, model and scale in the file</source>
        <translation>Images PNG, sans perte, avec enregistrement, modèle et échelle dans le fichier</translation>
    </message>
    <message>
        <source>De-identified: sample codes and operators are replaced by pseudonyms of the station; sources are reduced to their kind and reasons are left out. Times and pictures stay.</source>
        <translation>Désidentifié&#xa0;: codes échantillon et opérateurs sont remplacés par des pseudonymes de la station&#xa0;; les sources sont réduites à leur type et les motifs sont omis. Les heures et les images restent.</translation>
    </message>
    <message>
        <source>De-identified: sample codes and operators are replaced by pseudonyms of the station; sources are reduced to their kind. Times and pictures stay.</source>
        <translation>Désidentifié&#xa0;: codes échantillon et opérateurs sont remplacés par des pseudonymes de la station&#xa0;; les sources sont réduites à leur type. Les heures et les images restent.</translation>
    </message>
    <message>
        <source>De-identified: sample codes are replaced by pseudonyms of the station; sources are reduced to their kind and reasons are left out. Times and pictures stay.</source>
        <translation>Désidentifié&#xa0;: les codes échantillon sont remplacés par des pseudonymes de la station&#xa0;; les sources sont réduites à leur type et les motifs sont omis. Les heures et les images restent.</translation>
    </message>
    <message>
        <source>De-identified: sample codes are replaced by pseudonyms of the station; sources are reduced to their kind. Times and pictures stay.</source>
        <translation>Désidentifié&#xa0;: les codes échantillon sont remplacés par des pseudonymes de la station&#xa0;; les sources sont réduites à leur type. Les heures et les images restent.</translation>
    </message>
    <message>
        <source>Identified: sample codes, operators, sources and reasons are as they were logged.</source>
        <translation>Identifié&#xa0;: codes échantillon, opérateurs, sources et motifs sont tels qu&apos;ils ont été consignés.</translation>
    </message>
    <message>
        <source>Put a copy of the file back: each backup of the log holds the key of its day. If there is none, move away what is there and make a new key with: leukdesk history pseudonym --new-key. From then on every sample code has another pseudonym.</source>
        <translation>Remettez en place une copie du fichier&#xa0;: chaque sauvegarde du journal contient la clé de son jour. S&apos;il n&apos;y en a pas, déplacez ce qui s&apos;y trouve et créez une nouvelle clé avec&#xa0;: leukdesk history pseudonym --new-key. Dès lors, chaque code échantillon a un autre pseudonyme.</translation>
    </message>
    <message>
        <source>The key of this station&apos;s pseudonyms, {path}, is damaged. {advice}</source>
        <translation>La clé des pseudonymes de cette station, {path}, est endommagée. {advice}</translation>
    </message>
    <message>
        <source>Two sample codes or two operators got the same pseudonym, so that they could not be told apart. Nothing was written. Export fewer records at a time.</source>
        <translation>Deux codes échantillon ou deux opérateurs ont reçu le même pseudonyme et ne pouvaient plus être distingués. Rien n&apos;a été écrit. Exportez moins d&apos;enregistrements à la fois.</translation>
    </message>
    <message>
        <source>The key of this station&apos;s pseudonyms, {path}, is another one: earlier exports were made with the key {key}. {advice}</source>
        <translation>La clé des pseudonymes de cette station, {path}, en est une autre&#xa0;: les exports antérieurs ont été faits avec la clé {key}. {advice}</translation>
    </message>
    <message>
        <source>The key of this station&apos;s pseudonyms, {path}, is missing: earlier exports were made with the key {key}. {advice}</source>
        <translation>La clé des pseudonymes de cette station, {path}, manque&#xa0;: les exports antérieurs ont été faits avec la clé {key}. {advice}</translation>
    </message>
    <message>
        <source>Excel workbook, with a page that explains the columns</source>
        <translation>Classeur Excel, avec une page qui explique les colonnes</translation>
    </message>
    <message>
        <source>The records have {count} columns with all their classes and figures, and Excel holds {most}. Export as JSON lines or Parquet, or fewer records.</source>
        <translation>Avec toutes leurs classes et valeurs, les enregistrements ont {count} colonnes, et Excel en contient {most}. Exportez en JSON lines ou Parquet, ou moins d&apos;enregistrements.</translation>
    </message>
    <message>
        <source>{count} texts are longer than the {most:,} letters that Excel holds, and were cut there; JSON lines and CSV hold them whole.</source>
        <translation>{count} textes dépassent les {most:,} caractères qu&apos;Excel peut contenir et y ont été coupés&#xa0;; JSON lines et CSV les contiennent en entier.</translation>
    </message>
    <message>
        <source>it is a network folder, where a log can be damaged</source>
        <translation>c&apos;est un dossier réseau, où un journal peut être endommagé</translation>
    </message>
    <message>
        <source>it is a network folder (of type {kind}), where a log can be damaged</source>
        <translation>c&apos;est un dossier réseau (de type {kind}), où un journal peut être endommagé</translation>
    </message>
    <message>
        <source>{path} was not a log of this program. It was moved to {name} in the same folder, and a new, empty log was begun. Ask whoever looks after this station to look at the moved file.</source>
        <translation>{path} n&apos;était pas un journal de ce programme. Le fichier a été déplacé vers {name} dans le même dossier, et un nouveau journal vide a été commencé. Demandez au responsable de cette station d&apos;examiner le fichier déplacé.</translation>
    </message>
    <message>
        <source>its beginning is not that of a log any more</source>
        <translation>son début n&apos;est plus celui d&apos;un journal</translation>
    </message>
    <message>
        <source>its file system does not allow a write-ahead log</source>
        <translation>son système de fichiers ne permet pas de journal à écriture anticipée</translation>
    </message>
    <message>
        <source>Nothing was logged: {reason}</source>
        <translation>Rien n&apos;a été consigné&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>That is not the PIN of {name}. {way_out}</source>
        <translation>Ce n&apos;est pas le code PIN de {name}. {way_out}</translation>
    </message>
    <message>
        <source>Wait {time} before the PIN of {name} is tried again: the last ones were wrong.</source>
        <translation>Attendez {time} avant d&apos;essayer de nouveau le code PIN de {name}&#xa0;: les derniers étaient faux.</translation>
    </message>
    <message>
        <source>Logs results, and decides about suggestions that nobody has signed.</source>
        <translation>Consigne les résultats, et décide des suggestions que personne n&apos;a signées.</translation>
    </message>
    <message>
        <source>Does what an operator does, signs, and decides anew after a signature.</source>
        <translation>Fait ce que fait un opérateur, signe, et décide de nouveau après une signature.</translation>
    </message>
    <message>
        <source>Does what a reviewer does, looks after this list and the rules, restores backups and archives pictures.</source>
        <translation>Fait ce que fait un relecteur, gère cette liste et les règles, restaure les sauvegardes et archive les images.</translation>
    </message>
    <message>
        <source>nobody is signed in. Choose who is working.</source>
        <translation>personne n&apos;est identifié. Choisissez qui travaille.</translation>
    </message>
    <message>
        <source>{name} is not on this station&apos;s list of operators. An administrator can add the name.</source>
        <translation>{name} n&apos;est pas sur la liste des opérateurs de cette station. Un administrateur peut ajouter ce nom.</translation>
    </message>
    <message>
        <source>{name} is out of service. An administrator can take the operator into service again.</source>
        <translation>{name} est hors service. Un administrateur peut remettre l&apos;opérateur en service.</translation>
    </message>
    <message>
        <source>only an administrator does this; ask {names}.</source>
        <translation>seul un administrateur fait cela&#xa0;; demandez à {names}.</translation>
    </message>
    <message>
        <source>{name} is an operator, and only reviewers and administrators sign; ask {names}.</source>
        <translation>{name} est opérateur, et seuls les relecteurs et les administrateurs signent&#xa0;; demandez à {names}.</translation>
    </message>
    <message>
        <source>another of them</source>
        <translation>un autre d&apos;entre eux</translation>
    </message>
    <message>
        <source>ask {names}: only reviewers and administrators change a signed row.</source>
        <translation>demandez à {names}&#xa0;: seuls les relecteurs et les administrateurs modifient une ligne signée.</translation>
    </message>
    <message>
        <source>Where it is forgotten, {names} can set a new one.</source>
        <translation>En cas d&apos;oubli, {names} peut en définir un nouveau.</translation>
    </message>
    <message>
        <source>No other administrator can set a new one. Where it is forgotten, the command leukdesk operators reset takes it away.</source>
        <translation>Aucun autre administrateur ne peut en définir un nouveau. En cas d&apos;oubli, la commande leukdesk operators reset le supprime.</translation>
    </message>
    <message>
        <source>no list of operators is kept here, and so no PINs.</source>
        <translation>aucune liste d&apos;opérateurs n&apos;est tenue ici, et donc aucun code PIN.</translation>
    </message>
    <message>
        <source>{name} has no PIN yet. An administrator sets the first one; ask {names}.</source>
        <translation>{name} n&apos;a pas encore de code PIN. Un administrateur définit le premier&#xa0;; demandez à {names}.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>An operator&apos;s name has 1 to {most} characters, none of them a control one.</source>
        <translation>Le nom d&apos;un opérateur a de 1 à {most} caractères, sans caractère de contrôle.</translation>
    </message>
    <message>
        <source>{name} is on the list already, and a name is given once only.</source>
        <translation>{name} est déjà sur la liste, et un nom n&apos;est donné qu&apos;une fois.</translation>
    </message>
    <message>
        <source>{name} is on the list already, and a name is given once only. It is out of service; take it into service again instead.</source>
        <translation>{name} est déjà sur la liste, et un nom n&apos;est donné qu&apos;une fois. Cet opérateur est hors service&#xa0;; remettez-le plutôt en service.</translation>
    </message>
    <message>
        <source>That is the PIN already. Nothing was changed.</source>
        <translation>C&apos;est déjà le code PIN. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>There is no operator {name} on the list. See it with: leukdesk operators list</source>
        <translation>Il n&apos;y a pas d&apos;opérateur {name} sur la liste. Consultez-la avec&#xa0;: leukdesk operators list</translation>
    </message>
    <message>
        <source>{name} is the last administrator in service, without whom nobody could change this list. Make somebody else an administrator first.</source>
        <translation>{name} est le dernier administrateur en service, sans lequel personne ne pourrait modifier cette liste. Nommez d&apos;abord un autre administrateur.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} characters.</source>
        <translation>Un code PIN a de {least} à {most} caractères.</translation>
    </message>
    <message>
        <source>A PIN has no spaces at its ends and no control characters.</source>
        <translation>Un code PIN n&apos;a ni espace au début ou à la fin, ni caractère de contrôle.</translation>
    </message>
    <message>
        <source>no list of operators is kept here.</source>
        <translation>aucune liste d&apos;opérateurs n&apos;est tenue ici.</translation>
    </message>
    <message>
        <source>{what} holds control characters. Type it without them.</source>
        <translation>{what} contient des caractères de contrôle. Saisissez-le sans eux.</translation>
    </message>
    <message>
        <source>{what} has {length} characters, and {most} is the most. Type a shorter one.</source>
        <translation>{what} a {length} caractères, et le maximum est {most}. Saisissez un texte plus court.</translation>
    </message>
    <message>
        <source>it is a cell of a slide session. Sign the session.</source>
        <translation>c&apos;est une cellule d&apos;une session de lame. Signez la session.</translation>
    </message>
    <message>
        <source>Record {record} was not signed</source>
        <translation>L&apos;enregistrement {record} n&apos;a pas été signé</translation>
    </message>
    <message>
        <source>Nothing was decided about record {record}</source>
        <translation>Rien n&apos;a été décidé pour l&apos;enregistrement {record}</translation>
    </message>
    <message>
        <source>I have looked at this picture, and what is decided about it here is my decision. The program has only suggested. {use}</source>
        <translation>J&apos;ai regardé cette image, et ce qui en est décidé ici est ma décision. Le programme n&apos;a fait que suggérer. {use}</translation>
    </message>
    <message>
        <source>I have looked at each of these {records} pictures, and what is decided about each here is my decision. The program has only suggested. {use}</source>
        <translation>J&apos;ai regardé chacune de ces {records} images, et ce qui est décidé de chacune ici est ma décision. Le programme n&apos;a fait que suggérer. {use}</translation>
    </message>
    <message>
        <source>signed, rejected</source>
        <translation>signé, rejeté</translation>
    </message>
    <message>
        <source>signed: {name}</source>
        <translation>signé&#xa0;: {name}</translation>
    </message>
    <message>
        <source>changed to {name}</source>
        <translation>modifié en {name}</translation>
    </message>
    <message>
        <source>a suggestion cannot be decided to be {state}.</source>
        <translation>on ne peut pas décider qu&apos;une suggestion soit dans l&apos;état «&#xa0;{state}&#xa0;».</translation>
    </message>
    <message>
        <source>its model knows no class {label}. Reject the suggestion where no class fits.</source>
        <translation>son modèle ne connaît pas la classe {label}. Rejetez la suggestion si aucune classe ne convient.</translation>
    </message>
    <message>
        <source>it is changed to the class that was suggested. Confirm it instead.</source>
        <translation>la modification indique la classe qui était suggérée. Confirmez plutôt.</translation>
    </message>
    <message>
        <source>it was signed by {name}. Only a reviewer or an administrator can decide anew then.</source>
        <translation>il a été signé par {name}. Seul un relecteur ou un administrateur peut alors décider de nouveau.</translation>
    </message>
    <message>
        <source>{name} has decided just that already. Decide otherwise, or leave it as it is.</source>
        <translation>{name} a déjà décidé exactement cela. Décidez autrement, ou laissez tel quel.</translation>
    </message>
    <message>
        <source>say why: a reason is kept with every change, every rejection and every later decision.</source>
        <translation>dites pourquoi&#xa0;: un motif est conservé avec chaque modification, chaque rejet et chaque décision ultérieure.</translation>
    </message>
    <message>
        <source>say why: a reason is kept with every change, every rejection and every later decision. It was {state} by {who} already.</source>
        <translation>dites pourquoi&#xa0;: un motif est conservé avec chaque modification, chaque rejet et chaque décision ultérieure. Déjà {state} par {who}.</translation>
    </message>
    <message>
        <source>{name} is an operator here. Only a reviewer or an administrator signs.</source>
        <translation>{name} est opérateur ici. Seul un relecteur ou un administrateur signe.</translation>
    </message>
    <message>
        <source>it has to be confirmed, changed or rejected before it is signed.</source>
        <translation>il doit être confirmé, modifié ou rejeté avant d&apos;être signé.</translation>
    </message>
    <message>
        <source>it was signed by {name} already.</source>
        <translation>déjà signé par {name}.</translation>
    </message>
    <message>
        <source>{name} has decided about it, and in this laboratory somebody else signs.</source>
        <translation>{name} en a décidé, et dans ce laboratoire c&apos;est une autre personne qui signe.</translation>
    </message>
    <message>
        <source>a signature says what it means.</source>
        <translation>une signature dit ce qu&apos;elle signifie.</translation>
    </message>
    <message>
        <source>nobody is named as operator. Say who is deciding.</source>
        <translation>aucun opérateur n&apos;est nommé. Dites qui décide.</translation>
    </message>
    <message>
        <source>it was {state} by {who} meanwhile. Look at it, then do it again.</source>
        <translation>entre-temps {state} par {who}. Regardez-le, puis recommencez.</translation>
    </message>
    <message>
        <source>{name} at {time}</source>
        <translation>{name} le {time}</translation>
    </message>
    <message>
        <source>Damaged or missing, and left: {pictures}, of {records}. Verify the log.</source>
        <translation>Endommagé ou manquant, et laissé&#xa0;: {pictures}, concernant&#xa0;: {records}. Vérifiez le journal.</translation>
    </message>
    <message>
        <source>there is no picture that old, or all of them are still needed.</source>
        <translation>il n&apos;y a pas d&apos;image aussi ancienne, ou toutes sont encore nécessaires.</translation>
    </message>
    <message>
        <source>there is an archive {path} already. Try again.</source>
        <translation>il y a déjà une archive {path}. Réessayez.</translation>
    </message>
    <message>
        <source>all of these pictures are damaged or missing. Verify the history.</source>
        <translation>toutes ces images sont endommagées ou manquent. Vérifiez l&apos;historique.</translation>
    </message>
    <message>
        <source>another Leukdesk is archiving. Try again when it has finished.</source>
        <translation>un autre Leukdesk est en train d&apos;archiver. Réessayez quand il aura terminé.</translation>
    </message>
    <message>
        <source>Looking at earlier archives</source>
        <translation>Examen des archives antérieures</translation>
    </message>
    <message>
        <source>Writing the archive</source>
        <translation>Écriture de l&apos;archive</translation>
    </message>
    <message>
        <source>the archive could not be written rightly to {folder}. Check that disk.</source>
        <translation>l&apos;archive n&apos;a pas pu être écrite correctement dans {folder}. Vérifiez ce disque.</translation>
    </message>
    <message>
        <source>Reading the archive back</source>
        <translation>Relecture de l&apos;archive</translation>
    </message>
    <message>
        <source>the archive could not be read back from {folder} ({reason}).</source>
        <translation>l&apos;archive n&apos;a pas pu être relue dans {folder} ({reason}).</translation>
    </message>
    <message>
        <source>Removing the pictures</source>
        <translation>Retrait des images</translation>
    </message>
    <message>
        <source>The picture of record {record} was moved into the archive {archive}, which is not in {where} now, or cannot be read. Connect the disk, or put the archive back there, to see the picture; the record itself is unharmed.</source>
        <translation>L&apos;image de l&apos;enregistrement {record} a été déplacée dans l&apos;archive {archive}, qui n&apos;est pas actuellement dans {where} ou est illisible. Connectez le disque, ou remettez-y l&apos;archive, pour voir l&apos;image&#xa0;; l&apos;enregistrement lui-même est intact.</translation>
    </message>
    <message>
        <source>The picture of record {record} was moved into the archive {archive}, at another station. Put a copy of the archive into a folder, and name that as the folder of archives, to see the picture; the record itself is unharmed.</source>
        <translation>L&apos;image de l&apos;enregistrement {record} a été déplacée dans l&apos;archive {archive}, sur une autre station. Mettez une copie de l&apos;archive dans un dossier et indiquez celui-ci comme dossier des archives, pour voir l&apos;image&#xa0;; l&apos;enregistrement lui-même est intact.</translation>
    </message>
    <message>
        <source>the backup {folder}</source>
        <translation>la sauvegarde {folder}</translation>
    </message>
    <message>
        <source>{folder} is no backup that can be used. {why} Back up anew, and check the disk that it is on.</source>
        <translation>{folder} n&apos;est pas une sauvegarde utilisable. {why} Faites une nouvelle sauvegarde et vérifiez le disque qui la porte.</translation>
    </message>
    <message>
        <source>{folder} has lost {pictures}. The next backup brings what the log has of them.</source>
        <translation>{folder} a perdu {pictures}. La prochaine sauvegarde apporte ce que le journal en a.</translation>
    </message>
    <message>
        <source>Its {file} is missing.</source>
        <translation>Son fichier {file} manque.</translation>
    </message>
    <message>
        <source>Its {file} is missing or cannot be understood.</source>
        <translation>Son fichier {file} manque ou est incompréhensible.</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}.</source>
        <translation>Elle est illisible&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>Its {file} has {found} bytes instead of {meant}.</source>
        <translation>Son fichier {file} a {found} octets au lieu de {meant}.</translation>
    </message>
    <message>
        <source>The file {path} is not the one that was written.</source>
        <translation>Le fichier {path} n&apos;est pas celui qui a été écrit.</translation>
    </message>
    <message>
        <source>The log {path} is of another station than its manifest says.</source>
        <translation>Le journal {path} vient d&apos;une autre station que ne le dit son manifeste.</translation>
    </message>
    <message>
        <source>The newest event of {path} is not the one its manifest names.</source>
        <translation>L&apos;événement le plus récent de {path} n&apos;est pas celui que nomme son manifeste.</translation>
    </message>
    <message>
        <source>{path} holds {records}, and not {meant}.</source>
        <translation>{path} contient {records}, et non {meant}.</translation>
    </message>
    <message>
        <source>The backup {folder} cannot be read: {reason}.</source>
        <translation>La sauvegarde {folder} est illisible&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>Of the pictures of the backup {folder}, {count:,} are missing.</source>
        <translation>Parmi les images de la sauvegarde {folder}, il en manque {count:,}.</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>Vérification de la copie</translation>
    </message>
    <message>
        <source>Saving pictures</source>
        <translation>Sauvegarde des images</translation>
    </message>
    <message>
        <source>The log {path} does not go on from {known}: event {event} is missing, so the log was changed or an older one was put in its place.</source>
        <translation>Le journal {path} ne fait pas suite à {known}&#xa0;: l&apos;événement {event} manque&#xa0;; le journal a donc été modifié, ou un plus ancien a été mis à sa place.</translation>
    </message>
    <message>
        <source>The log {path} does not go on from {known}: event {event} is another one, so the log was changed or an older one was put in its place.</source>
        <translation>Le journal {path} ne fait pas suite à {known}&#xa0;: l&apos;événement {event} en est un autre&#xa0;; le journal a donc été modifié, ou un plus ancien a été mis à sa place.</translation>
    </message>
    <message>
        <source>Saving the log</source>
        <translation>Sauvegarde du journal</translation>
    </message>
    <message>
        <source>The backup was cancelled. The earlier ones are as they were.</source>
        <translation>La sauvegarde a été annulée. Les précédentes sont restées telles quelles.</translation>
    </message>
    <message>
        <source>No backup was made, since the log is not sound, and the earlier backups are as they were. {problem} Restore the newest backup: History &gt; Backups and restore, or leukdesk history restore latest.</source>
        <translation>Aucune sauvegarde n&apos;a été faite, car le journal n&apos;est pas intact, et les sauvegardes précédentes sont restées telles quelles. {problem} Restaurez la sauvegarde la plus récente&#xa0;: Historique &gt; Sauvegardes et restauration, ou leukdesk history restore latest.</translation>
    </message>
    <message>
        <source>The backup {path} cannot be used: {reason}. The log was left as it is. Choose another backup; they are listed with: leukdesk history backups</source>
        <translation>La sauvegarde {path} n&apos;est pas utilisable&#xa0;: {reason}. Le journal a été laissé tel quel. Choisissez une autre sauvegarde&#xa0;; pour en voir la liste&#xa0;: leukdesk history backups</translation>
    </message>
    <message>
        <source>There is no backup {name}. List the backups with: leukdesk history backups</source>
        <translation>Il n&apos;y a pas de sauvegarde {name}. Listez les sauvegardes avec&#xa0;: leukdesk history backups</translation>
    </message>
    <message>
        <source>The log of {source} was not taken in: {reason}</source>
        <translation>Le journal de {source} n&apos;a pas été repris&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Merging was cancelled: of the log of {source} nothing was taken in. Those before it were.</source>
        <translation>La fusion a été annulée&#xa0;: rien n&apos;a été repris du journal de {source}. Les précédents l&apos;ont été.</translation>
    </message>
    <message>
        <source>Archiving was cancelled. Every picture is where it was.</source>
        <translation>L&apos;archivage a été annulé. Chaque image est à sa place.</translation>
    </message>
    <message>
        <source>Nothing was archived, and every picture is where it was: {reason}</source>
        <translation>Rien n&apos;a été archivé et chaque image est à sa place&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The log {path} is open in another Leukdesk, and was left as it is. Close every other Leukdesk that uses this data folder, then try again.</source>
        <translation>Le journal {path} est ouvert dans un autre Leukdesk et a été laissé tel quel. Fermez tout autre Leukdesk qui utilise ce dossier de données, puis réessayez.</translation>
    </message>
    <message>
        <source>The log {path} is damaged: {reason}.</source>
        <translation>Le journal {path} est endommagé&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>it does not follow the event before it</source>
        <translation>il ne fait pas suite à l&apos;événement précédent</translation>
    </message>
    <message>
        <source>it was changed</source>
        <translation>il a été modifié</translation>
    </message>
    <message>
        <source>it cannot be read ({reason})</source>
        <translation>il est illisible ({reason})</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>il est illisible</translation>
    </message>
    <message>
        <source>The log {path} was changed: of its newest event, {event}, {problem}.</source>
        <translation>Le journal {path} a été modifié&#xa0;: concernant son événement le plus récent, {event}, {problem}.</translation>
    </message>
    <message>
        <source>record {record} is missing or was changed</source>
        <translation>l&apos;enregistrement {record} manque ou a été modifié</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>il n&apos;est pas là</translation>
    </message>
    <message>
        <source>it is no log of this program any more</source>
        <translation>ce n&apos;est plus un journal de ce programme</translation>
    </message>
    <message>
        <source>A restore of the log {path} that was broken off has been finished.</source>
        <translation>Une restauration du journal {path} qui avait été interrompue est maintenant terminée.</translation>
    </message>
    <message>
        <source>The backup of {time} holds more ({records}), but neither goes on from the other. If it is the right one, go back to it: History &gt; Backups and restore, or leukdesk history restore.</source>
        <translation>La sauvegarde du {time} contient plus ({records}), mais aucune des deux ne fait suite à l&apos;autre. Si c&apos;est la bonne, revenez-y&#xa0;: Historique &gt; Sauvegardes et restauration, ou leukdesk history restore.</translation>
    </message>
    <message>
        <source>The log {path} was gone.</source>
        <translation>Le journal {path} avait disparu.</translation>
    </message>
    <message>
        <source>The log {path} was damaged ({reason}). It was moved to {name} in the same folder.</source>
        <translation>Le journal {path} était endommagé ({reason}). Il a été déplacé vers {name} dans le même dossier.</translation>
    </message>
    <message>
        <source>The program goes on with the backup of {time} ({records}).</source>
        <translation>Le programme reprend avec la sauvegarde du {time} ({records}).</translation>
    </message>
    <message>
        <source>There is no backup: a new, empty log was begun.</source>
        <translation>Il n&apos;y a pas de sauvegarde&#xa0;: un nouveau journal vide a été commencé.</translation>
    </message>
    <message>
        <source>There is no backup, and nothing in it can be read: a new, empty log was begun.</source>
        <translation>Il n&apos;y a pas de sauvegarde, et rien n&apos;y est lisible&#xa0;: un nouveau journal vide a été commencé.</translation>
    </message>
    <message>
        <source>There is no backup. What could be read and proven was taken into a new log.</source>
        <translation>Il n&apos;y a pas de sauvegarde. Ce qui a pu être lu et prouvé a été repris dans un nouveau journal.</translation>
    </message>
    <message>
        <source>{records} that was logged after it came over from the damaged file.</source>
        <translation>Repris du fichier endommagé, consigné après elle&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>{records} that were logged after it came over from the damaged file.</source>
        <translation>Repris du fichier endommagé, consignés après elle&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>That is {records}.</source>
        <translation>Cela fait {records}.</translation>
    </message>
    <message>
        <source>The PINs of {names} are lost: nobody works under these names until an administrator gives them new ones (where no administrator has one: leukdesk operators reset).</source>
        <translation>Les codes PIN de {names} sont perdus&#xa0;: personne ne travaille sous ces noms tant qu&apos;un administrateur n&apos;en a pas donné de nouveaux (si aucun administrateur n&apos;en a&#xa0;: leukdesk operators reset).</translation>
    </message>
    <message>
        <source>{names} could not be put on the list of operators again. Whoever looks after this station must add them, for without a list everybody may sign.</source>
        <translation>{names}&#xa0;: impossible de remettre sur la liste des opérateurs. Le responsable de cette station doit les ajouter, car sans liste tout le monde peut signer.</translation>
    </message>
    <message>
        <source>The records reach until {time}.</source>
        <translation>Les enregistrements vont jusqu&apos;au {time}.</translation>
    </message>
    <message>
        <source>Of the pictures, {count} are missing or damaged.</source>
        <translation>Parmi les images, {count} manquent ou sont endommagées.</translation>
    </message>
    <message>
        <source>The log {path} was damaged ({reason}). It was put right on {time}.</source>
        <translation>Le journal {path} était endommagé ({reason}). Il a été remis en ordre le {time}.</translation>
    </message>
    <message>
        <source>What was damaged is {name} in the same folder.</source>
        <translation>Ce qui était endommagé est {name} dans le même dossier.</translation>
    </message>
    <message>
        <source>How many records are missing cannot be told.</source>
        <translation>On ne peut pas dire combien d&apos;enregistrements manquent.</translation>
    </message>
    <message>
        <source>No record is missing.</source>
        <translation>Aucun enregistrement ne manque.</translation>
    </message>
    <message>
        <source>{records} could not be recovered.</source>
        <translation>Impossible de récupérer&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>Have whoever looks after this station check the disk.</source>
        <translation>Faites vérifier le disque par le responsable de cette station.</translation>
    </message>
    <message>
        <source>Keep the moved file, and have whoever looks after this station check the disk.</source>
        <translation>Conservez le fichier déplacé et faites vérifier le disque par le responsable de cette station.</translation>
    </message>
    <message>
        <source>Repeat what is missing.</source>
        <translation>Refaites ce qui manque.</translation>
    </message>
    <message>
        <source>The backup {folder} is of another station&apos;s log, and the log was left as it is. Choose a backup of this station; or, where this computer takes the other one&apos;s place: leukdesk history restore --another-station</source>
        <translation>La sauvegarde {folder} vient du journal d&apos;une autre station, et le journal a été laissé tel quel. Choisissez une sauvegarde de cette station&#xa0;; ou, si cet ordinateur prend la place de l&apos;autre&#xa0;: leukdesk history restore --another-station</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>Vérification de la sauvegarde</translation>
    </message>
    <message>
        <source>Checking the pictures</source>
        <translation>Vérification des images</translation>
    </message>
    <message>
        <source> Pseudonyms are made with the backup&apos;s key again; the key that was there is now {path}.</source>
        <translation> Les pseudonymes sont de nouveau faits avec la clé de la sauvegarde&#xa0;; la clé qui était là est maintenant {path}.</translation>
    </message>
    <message>
        <source>Copying the backup</source>
        <translation>Copie de la sauvegarde</translation>
    </message>
    <message>
        <source>Checking every event</source>
        <translation>Vérification de chaque événement</translation>
    </message>
    <message>
        <source>its chain is broken at {what}</source>
        <translation>sa chaîne est rompue&#xa0;: {what}</translation>
    </message>
    <message>
        <source>The PIN was lost with the damaged log; nobody works under this name until a new one is set.</source>
        <translation>Le code PIN a été perdu avec le journal endommagé&#xa0;; personne ne travaille sous ce nom tant qu&apos;un nouveau n&apos;est pas défini.</translation>
    </message>
    <message>
        <source>is given twice</source>
        <translation>est indiqué deux fois</translation>
    </message>
    <message>
        <source>needs a value, in quotation marks where that has spaces</source>
        <translation>demande une valeur, entre guillemets si elle contient des espaces</translation>
    </message>
    <message>
        <source>is neither yes nor no</source>
        <translation>n&apos;est ni yes ni no</translation>
    </message>
    <message>
        <source>is none of {states}</source>
        <translation>n&apos;est aucun de {states}</translation>
    </message>
    <message>
        <source>is no day such as 2026-11-01</source>
        <translation>n&apos;est pas un jour tel que 2026-11-01</translation>
    </message>
    <message>
        <source>is neither the beginning of a session&apos;s id nor {all}</source>
        <translation>n&apos;est ni le début de l&apos;identifiant d&apos;une session ni {all}</translation>
    </message>
    <message>
        <source>Slide sessions live in the log, which cannot be used at the moment. The message about the log says why; then try again.</source>
        <translation>Les sessions de lame sont tenues dans le journal, qui n&apos;est pas utilisable pour le moment. Le message sur le journal dit pourquoi&#xa0;; réessayez ensuite.</translation>
    </message>
    <message>
        <source>The log {path} has no session {session_id}. Choose one of the list of sessions.</source>
        <translation>Le journal {path} n&apos;a pas de session {session_id}. Choisissez-en une dans la liste des sessions.</translation>
    </message>
    <message>
        <source>{what}: {reason} Nothing was stored.</source>
        <translation>{what}&#xa0;: {reason} Rien n&apos;a été enregistré.</translation>
    </message>
    <message>
        <source>Nothing was counted</source>
        <translation>Rien n&apos;a été compté</translation>
    </message>
    <message>
        <source>other cells came into the session meanwhile. Try again.</source>
        <translation>d&apos;autres cellules sont entre-temps venues dans la session. Réessayez.</translation>
    </message>
    <message>
        <source>This session was begun with {begun_with}, and these cells were named by {now}. Counts of two models do not add up, so nothing was stored. Choose the first model again, or begin another session.</source>
        <translation>Cette session a été commencée avec {begun_with}, et ces cellules ont été nommées par {now}. Les comptes de deux modèles ne s&apos;additionnent pas&#xa0;: rien n&apos;a donc été enregistré. Choisissez de nouveau le premier modèle, ou commencez une autre session.</translation>
    </message>
    <message>
        <source>This picture is field {number} of the session already, pixel for pixel, and its cells were not counted again. Move on to another field.</source>
        <translation>Cette image est déjà le champ {number} de la session, au pixel près, et ses cellules n&apos;ont pas été comptées de nouveau. Passez à un autre champ.</translation>
    </message>
    <message>
        <source>The session was not signed: {reason}</source>
        <translation>La session n&apos;a pas été signée&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>I have looked at this session of {cells} in {fields}, and the class of each cell and the counts are my decision. The program has only suggested. {use}</source>
        <translation>J&apos;ai regardé cette session de {cells} dans {fields}, et la classe de chaque cellule ainsi que les comptes sont ma décision. Le programme n&apos;a fait que suggérer. {use}</translation>
    </message>
    <message>
        <source>I sign this session of {cells} in {fields}. {unseen:,} of them is confirmed as suggested by the signature alone, not one by one; the class of each cell and the counts are my decision. The program has only suggested. {use}</source>
        <translation>Je signe cette session de {cells} dans {fields}. Parmi elles, {unseen:,} est confirmée telle que suggérée par la seule signature, et non une par une&#xa0;; la classe de chaque cellule et les comptes sont ma décision. Le programme n&apos;a fait que suggérer. {use}</translation>
    </message>
    <message>
        <source>I sign this session of {cells} in {fields}. {unseen:,} of them are confirmed as suggested by the signature alone, not one by one; the class of each cell and the counts are my decision. The program has only suggested. {use}</source>
        <translation>Je signe cette session de {cells} dans {fields}. Parmi elles, {unseen:,} sont confirmées telles que suggérées par la seule signature, et non une par une&#xa0;; la classe de chaque cellule et les comptes sont ma décision. Le programme n&apos;a fait que suggérer. {use}</translation>
    </message>
    <message>
        <source>{unseen} of {cells} was confirmed by the signature alone, not one by one.</source>
        <translation>Sur {cells}, {unseen} a été confirmée par la seule signature, et non une par une.</translation>
    </message>
    <message>
        <source>{unseen} of {cells} were confirmed by the signature alone, not one by one.</source>
        <translation>Sur {cells}, {unseen} ont été confirmées par la seule signature, et non une par une.</translation>
    </message>
    <message>
        <source>it is still being counted. End it first.</source>
        <translation>elle est encore en cours de comptage. Terminez-la d&apos;abord.</translation>
    </message>
    <message>
        <source>it has no cells.</source>
        <translation>elle n&apos;a pas de cellules.</translation>
    </message>
    <message>
        <source>{cells} is uncertain and nobody has decided about it. Look at it first.</source>
        <translation>{cells} est incertaine et personne n&apos;en a décidé. Regardez-la d&apos;abord.</translation>
    </message>
    <message>
        <source>{cells} are uncertain and nobody has decided about them. Look at them first.</source>
        <translation>{cells} sont incertaines et personne n&apos;en a décidé. Regardez-les d&apos;abord.</translation>
    </message>
    <message>
        <source>nobody is named as operator. Say who is signing.</source>
        <translation>aucun opérateur n&apos;est nommé. Dites qui signe.</translation>
    </message>
    <message>
        <source>nobody has decided about {cells} yet, and in this laboratory somebody else than the signer decides. Have whoever counted confirm them.</source>
        <translation>personne n&apos;a encore décidé de {cells}, et dans ce laboratoire c&apos;est une autre personne que le signataire qui décide. Faites-les confirmer par la personne qui a compté.</translation>
    </message>
    <message>
        <source>Confirmed with the whole session at its signing.</source>
        <translation>Confirmé avec toute la session lors de sa signature.</translation>
    </message>
    <message>
        <source>signed, changed since</source>
        <translation>signé, modifié depuis</translation>
    </message>
    <message>
        <source>Confirmed together with the other certain cells of the session.</source>
        <translation>Confirmé avec les autres cellules certaines de la session.</translation>
    </message>
    <message>
        <source>The cell was not added</source>
        <translation>La cellule n&apos;a pas été ajoutée</translation>
    </message>
    <message>
        <source>the session is signed.</source>
        <translation>la session est signée.</translation>
    </message>
    <message>
        <source>The cells were not confirmed</source>
        <translation>Les cellules n&apos;ont pas été confirmées</translation>
    </message>
    <message>
        <source>The session was not signed</source>
        <translation>La session n&apos;a pas été signée</translation>
    </message>
    <message>
        <source>it is {state} already.</source>
        <translation>son état est déjà&#xa0;: {state}.</translation>
    </message>
    <message>
        <source>the session is {state}. Begin another one.</source>
        <translation>l&apos;état de la session est&#xa0;: {state}. Commencez-en une autre.</translation>
    </message>
    <message>
        <source>The field was not counted</source>
        <translation>Le champ n&apos;a pas été compté</translation>
    </message>
    <message>
        <source>another file of {model}</source>
        <translation>un autre fichier pour {model}</translation>
    </message>
    <message>
        <source>the model {model} {version}</source>
        <translation>le modèle {model} {version}</translation>
    </message>
    <message>
        <source>this picture is no field of the session: count it first.</source>
        <translation>cette image n&apos;est pas un champ de la session&#xa0;: comptez-la d&apos;abord.</translation>
    </message>
    <message>
        <source>a cell was added meanwhile. Look at the session again.</source>
        <translation>une cellule a été ajoutée entre-temps. Regardez de nouveau la session.</translation>
    </message>
    <message>
        <source>{count} cells were added meanwhile. Look at the session again.</source>
        <translation>{count} cellules ont été ajoutées entre-temps. Regardez de nouveau la session.</translation>
    </message>
    <message>
        <source>{cells} changed meanwhile. Look at the session again.</source>
        <translation>modification entre-temps&#xa0;: {cells}. Regardez de nouveau la session.</translation>
    </message>
    <message>
        <source>text in it is no text any more</source>
        <translation>un texte qu&apos;il contient n&apos;est plus lisible</translation>
    </message>
    <message>
        <source>No frame of the blank field came. See that the camera is connected, and take it again.</source>
        <translation>Aucune image du champ vide n&apos;est arrivée. Vérifiez que la caméra est connectée et recommencez la prise.</translation>
    </message>
    <message>
        <source>The camera changed its resolution while the blank field was taken. Take it again.</source>
        <translation>La caméra a changé de résolution pendant la prise du champ vide. Recommencez la prise.</translation>
    </message>
    <message>
        <source>The blank field is too dark. Raise the lamp or the exposure time, and take it again.</source>
        <translation>Le champ vide est trop sombre. Augmentez la lampe ou le temps d&apos;exposition et recommencez la prise.</translation>
    </message>
    <message>
        <source>Cells or dirt can be seen in the blank field. Move to an empty place of the slide, without changing focus or lamp, and take it again.</source>
        <translation>Des cellules ou des saletés se voient dans le champ vide. Allez à un endroit vide de la lame, sans changer la mise au point ni la lampe, et recommencez la prise.</translation>
    </message>
    <message>
        <source>Parts of the blank field are pure white. Lower the lamp or the exposure time, and take it again.</source>
        <translation>Des parties du champ vide sont d&apos;un blanc pur. Baissez la lampe ou le temps d&apos;exposition et recommencez la prise.</translation>
    </message>
    <message>
        <source>The light changed while the blank field was taken. Let the lamp warm up, set the camera&apos;s exposure to a fixed value, and take it again.</source>
        <translation>La lumière a changé pendant la prise du champ vide. Laissez chauffer la lampe, fixez l&apos;exposition de la caméra et recommencez la prise.</translation>
    </message>
    <message>
        <source>The stage moved while the blank field was taken. Leave it at rest, and take it again.</source>
        <translation>La platine a bougé pendant la prise du champ vide. Laissez-la au repos et recommencez la prise.</translation>
    </message>
    <message>
        <source>The fields differ in size. Take all of them at one resolution.</source>
        <translation>Les champs n&apos;ont pas la même taille. Prenez-les tous à la même résolution.</translation>
    </message>
    <message>
        <source>{count} fields with background between their cells are too few to estimate the light from; at least {fewest} different ones are needed. Take more, where the cells lie less densely.</source>
        <translation>{count} champs avec du fond entre leurs cellules ne suffisent pas pour estimer la lumière&#xa0;; il en faut au moins {fewest} différents. Prenez-en plus, là où les cellules sont moins serrées.</translation>
    </message>
    <message>
        <source>{side} × {side} pixels around the picture&apos;s centre</source>
        <translation>{side} × {side} pixels autour du centre de l&apos;image</translation>
    </message>
    <message>
        <source>the middle {share:.0f} % of the picture&apos;s height and width</source>
        <translation>les {share:.0f}&#xa0;% du milieu de la hauteur et de la largeur de l&apos;image</translation>
    </message>
    <message>
        <source>There are no frames to take the mean of.</source>
        <translation>Il n&apos;y a pas d&apos;images dont faire la moyenne.</translation>
    </message>
    <message>
        <source>The frames differ in size. Keep the camera&apos;s resolution while they are taken.</source>
        <translation>Les images n&apos;ont pas la même taille. Gardez la résolution de la caméra pendant la prise.</translation>
    </message>
    <message>
        <source>The light has so strong a colour that it cannot be made white. Take colour filters out, set the camera&apos;s white balance to a fixed value for this lamp, and calibrate again.</source>
        <translation>La lumière a une couleur si forte qu&apos;elle ne peut pas être rendue blanche. Retirez les filtres colorés, fixez la balance des blancs de la caméra pour cette lampe et étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The blank field of {blank} pixels does not fit a picture of {picture}: it has another shape. Calibrate this objective at this resolution.</source>
        <translation>Le champ vide de {blank} pixels ne convient pas à une image de {picture}&#xa0;: sa forme est différente. Étalonnez cet objectif à cette résolution.</translation>
    </message>
    <message>
        <source>its content cannot be decoded</source>
        <translation>son contenu ne peut pas être décodé</translation>
    </message>
    <message>
        <source>its header and its content differ in size</source>
        <translation>son en-tête et son contenu n&apos;ont pas la même taille</translation>
    </message>
    <message>
        <source>it decodes to {count} channels</source>
        <translation>le décodage donne {count} canaux</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be read: {detail}.</source>
        <translation>«&#xa0;{path}&#xa0;» est illisible&#xa0;: {detail}.</translation>
    </message>
    <message>
        <source>There is no file &apos;{path}&apos;. Check the name, and that its drive or network folder is still connected.</source>
        <translation>Il n&apos;y a pas de fichier «&#xa0;{path}&#xa0;». Vérifiez le nom, et que son disque ou dossier réseau est toujours connecté.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is a folder, not a picture. Open the pictures in it instead.</source>
        <translation>«&#xa0;{path}&#xa0;» est un dossier et non une image. Ouvrez plutôt les images qu&apos;il contient.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is a device or a pipe, not a file. Save the picture as a file and open that.</source>
        <translation>«&#xa0;{path}&#xa0;» est un périphérique ou un tube et non un fichier. Enregistrez l&apos;image comme fichier et ouvrez celui-ci.</translation>
    </message>
    <message>
        <source>This account is not allowed to read &apos;{path}&apos;. Ask for read permission, or copy it to a folder of your own.</source>
        <translation>Ce compte n&apos;a pas le droit de lire «&#xa0;{path}&#xa0;». Demandez le droit de lecture, ou copiez-le dans un dossier à vous.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is empty (0 bytes): it was never written, or the copy failed. Save or copy it again.</source>
        <translation>«&#xa0;{path}&#xa0;» est vide (0 octet)&#xa0;: il n&apos;a jamais été écrit, ou la copie a échoué. Enregistrez-le ou copiez-le de nouveau.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a picture that can be read. JPEG, PNG, BMP, TIFF and WebP can; export it as one of these.</source>
        <translation>«&#xa0;{path}&#xa0;» n&apos;est pas une image lisible. Les formats lus sont JPEG, PNG, BMP, TIFF et WebP&#xa0;; exportez-la dans l&apos;un d&apos;eux.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; holds {detail}, which cannot be read. Export it as an 8- or 16-bit RGB or grey TIFF or PNG.</source>
        <translation>«&#xa0;{path}&#xa0;» contient ceci, qui ne peut pas être lu&#xa0;: {detail}. Exportez-le en TIFF ou PNG RVB ou gris, à 8 ou 16 bits.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is incomplete: the end of the file is missing. Copy or export it again from where it came.</source>
        <translation>«&#xa0;{path}&#xa0;» est incomplet&#xa0;: la fin du fichier manque. Copiez-le ou exportez-le de nouveau depuis son origine.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is damaged: {detail}. Copy or export it again from where it came.</source>
        <translation>«&#xa0;{path}&#xa0;» est endommagé&#xa0;: {detail}. Copiez-le ou exportez-le de nouveau depuis son origine.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is too large: {detail}. Export the part that matters, or the whole at a lower resolution.</source>
        <translation>«&#xa0;{path}&#xa0;» est trop grand&#xa0;: {detail}. Exportez la partie qui compte, ou le tout à une résolution plus basse.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; could not be read: {detail}. Check the drive or network folder, then try again.</source>
        <translation>«&#xa0;{path}&#xa0;» n&apos;a pas pu être lu&#xa0;: {detail}. Vérifiez le disque ou le dossier réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>its size is {width} x {height} pixels</source>
        <translation>sa taille est de {width} x {height} pixels</translation>
    </message>
    <message>
        <source>a BMP picture of {bits} bits a pixel with compression {method}</source>
        <translation>une image BMP de {bits} bits par pixel avec la compression {method}</translation>
    </message>
    <message>
        <source>its byte order is not declared</source>
        <translation>son ordre des octets n&apos;est pas déclaré</translation>
    </message>
    <message>
        <source>its TIFF version is {version}</source>
        <translation>sa version TIFF est {version}</translation>
    </message>
    <message>
        <source>it declares {count} tags</source>
        <translation>il déclare {count} balises</translation>
    </message>
    <message>
        <source>a tag is of the wrong type</source>
        <translation>une balise est du mauvais type</translation>
    </message>
    <message>
        <source>it holds no picture</source>
        <translation>il ne contient aucune image</translation>
    </message>
    <message>
        <source>it has too many segments</source>
        <translation>il a trop de segments</translation>
    </message>
    <message>
        <source>{bits}-bit JPEG data</source>
        <translation>des données JPEG à {bits} bits</translation>
    </message>
    <message>
        <source>a JPEG picture of undeclared height</source>
        <translation>une image JPEG de hauteur non déclarée</translation>
    </message>
    <message>
        <source>its width is 0</source>
        <translation>sa largeur est 0</translation>
    </message>
    <message>
        <source>its header chunk is missing</source>
        <translation>son bloc d&apos;en-tête manque</translation>
    </message>
    <message>
        <source>a checksum does not fit</source>
        <translation>une somme de contrôle ne correspond pas</translation>
    </message>
    <message>
        <source>it has too many chunks</source>
        <translation>il a trop de blocs</translation>
    </message>
    <message>
        <source>a strip of pixels is not readable</source>
        <translation>une bande de pixels est illisible</translation>
    </message>
    <message>
        <source>a tag has too many values</source>
        <translation>une balise a trop de valeurs</translation>
    </message>
    <message>
        <source>channels of different kinds</source>
        <translation>des canaux de types différents</translation>
    </message>
    <message>
        <source>signed or floating-point values</source>
        <translation>des valeurs signées ou à virgule flottante</translation>
    </message>
    <message>
        <source>{bits}-bit values</source>
        <translation>des valeurs à {bits} bits</translation>
    </message>
    <message>
        <source>pixels compressed by method {method}</source>
        <translation>des pixels compressés par la méthode {method}</translation>
    </message>
    <message>
        <source>{count} channels of colour space {space}</source>
        <translation>{count} canaux de l&apos;espace de couleur {space}</translation>
    </message>
    <message>
        <source>16-bit colours stored plane by plane or not as RGB</source>
        <translation>des couleurs à 16 bits stockées plan par plan ou autrement qu&apos;en RVB</translation>
    </message>
    <message>
        <source>very large tiles</source>
        <translation>de très grandes tuiles</translation>
    </message>
    <message>
        <source>it does not say where its pixels are</source>
        <translation>il ne dit pas où sont ses pixels</translation>
    </message>
    <message>
        <source>its tiles have no size</source>
        <translation>ses tuiles n&apos;ont pas de taille</translation>
    </message>
    <message>
        <source>its strips have no height</source>
        <translation>ses bandes n&apos;ont pas de hauteur</translation>
    </message>
    <message>
        <source>it does not say how long its strips are</source>
        <translation>il ne dit pas la longueur de ses bandes</translation>
    </message>
    <message>
        <source>it has {count} of {needed} blocks of pixels</source>
        <translation>il a {count} blocs de pixels sur {needed}</translation>
    </message>
    <message>
        <source>{share:.0%} of best</source>
        <translation>{share:.0%} du meilleur</translation>
    </message>
    <message>
        <source>A little soft: turn the fine focus to and fro.</source>
        <translation>Un peu flou&#xa0;: tournez la vis micrométrique dans un sens et dans l&apos;autre.</translation>
    </message>
    <message>
        <source>Out of focus: turn the fine focus.</source>
        <translation>Flou&#xa0;: tournez la vis micrométrique.</translation>
    </message>
    <message>
        <source>Rather dark: raise the lamp or the exposure time.</source>
        <translation>Plutôt sombre&#xa0;: augmentez la lampe ou le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>Too dark: raise the lamp or the exposure time.</source>
        <translation>Trop sombre&#xa0;: augmentez la lampe ou le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Éclairage</translation>
    </message>
    <message>
        <source>{share:.1%} of the cells is black: raise the lamp or the exposure time, or lower the contrast.</source>
        <translation>{share:.1%} de la surface des cellules est noire&#xa0;: augmentez la lampe ou le temps d&apos;exposition, ou baissez le contraste.</translation>
    </message>
    <message>
        <source>{share:.1%} black</source>
        <translation>{share:.1%} noir</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Écrêtage</translation>
    </message>
    <message>
        <source>{share:.0%} of the background is cut off at white: lower the lamp or the exposure time.</source>
        <translation>{share:.0%} du fond est écrêté au blanc&#xa0;: baissez la lampe ou le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>{share:.0%} white</source>
        <translation>{share:.0%} blanc</translation>
    </message>
    <message>
        <source>Rather uneven light: centre the condenser, or calibrate a blank field.</source>
        <translation>Éclairage plutôt inégal&#xa0;: centrez le condenseur, ou étalonnez un champ vide.</translation>
    </message>
    <message>
        <source>Uneven light: centre the condenser, or calibrate a blank field.</source>
        <translation>Éclairage inégal&#xa0;: centrez le condenseur, ou étalonnez un champ vide.</translation>
    </message>
    <message>
        <source>Rather uneven light in spite of the blank field: centre the condenser, or calibrate again.</source>
        <translation>Éclairage plutôt inégal malgré le champ vide&#xa0;: centrez le condenseur, ou étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>Uneven light in spite of the blank field: centre the condenser, or calibrate again.</source>
        <translation>Éclairage inégal malgré le champ vide&#xa0;: centrez le condenseur, ou étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The light&apos;s colour is not that of the calibration: check lamp and filters, or calibrate again.</source>
        <translation>La couleur de la lumière n&apos;est pas celle de l&apos;étalonnage&#xa0;: vérifiez la lampe et les filtres, ou étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The light&apos;s colour has drifted a little: check lamp and filters, or calibrate again.</source>
        <translation>La couleur de la lumière a un peu dérivé&#xa0;: vérifiez la lampe et les filtres, ou étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The background has a strong colour after white balance: take filters out, or calibrate again.</source>
        <translation>Le fond a une couleur forte après la balance des blancs&#xa0;: retirez les filtres, ou étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The background has a colour after white balance: calibrate again.</source>
        <translation>Le fond a une couleur après la balance des blancs&#xa0;: étalonnez de nouveau.</translation>
    </message>
    <message>
        <source>The background has a strong colour: calibrate the white balance, or take filters out.</source>
        <translation>Le fond a une couleur forte&#xa0;: étalonnez la balance des blancs, ou retirez les filtres.</translation>
    </message>
    <message>
        <source>The background has a colour: calibrate the white balance.</source>
        <translation>Le fond a une couleur&#xa0;: étalonnez la balance des blancs.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Maybe moved: let the stage come to rest.</source>
        <translation>Peut-être bougé&#xa0;: laissez la platine se stabiliser.</translation>
    </message>
    <message>
        <source>Moved while it was taken: let the stage come to rest, or shorten the exposure time.</source>
        <translation>Bougé pendant la prise&#xa0;: laissez la platine se stabiliser, ou réduisez le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>{share:.1%} moved</source>
        <translation>{share:.1%} de bougé</translation>
    </message>
    <message>
        <source>Stillness</source>
        <translation>Immobilité</translation>
    </message>
    <message>
        <source>{size} pixels, and the limit is {millions} million</source>
        <translation>{size} pixels, et la limite est de {millions} millions</translation>
    </message>
    <message>
        <source>{size:.1f} GiB, and the limit is 1</source>
        <translation>{size:.1f}&#xa0;Gio, et la limite est 1</translation>
    </message>
    <message>
        <source>there is not enough free memory for it</source>
        <translation>il n&apos;y a pas assez de mémoire libre pour lui</translation>
    </message>
    <message>
        <source>Only {width} × {height} pixels, and the model expects at least {least}. Use a larger picture of the field.</source>
        <translation>Seulement {width} × {height} pixels, et le modèle en attend au moins {least}. Utilisez une image plus grande du champ.</translation>
    </message>
    <message>
        <source>This does not look like a stained blood smear: {reason}. Is it the right picture?</source>
        <translation>Ceci ne ressemble pas à un frottis sanguin coloré&#xa0;: {reason}. Est-ce la bonne image&#xa0;?</translation>
    </message>
    <message>
        <source>This does not look like a stained blood smear, so no cells were looked for in it. Check the picture.</source>
        <translation>Ceci ne ressemble pas à un frottis sanguin coloré&#xa0;: aucune cellule n&apos;y a donc été cherchée. Vérifiez l&apos;image.</translation>
    </message>
    <message>
        <source>The picture is out of focus. Focus on the cells&apos; edges and take it again.</source>
        <translation>L&apos;image est floue. Faites la mise au point sur le bord des cellules et reprenez-la.</translation>
    </message>
    <message>
        <source>The picture is softer than this station&apos;s usual: {share:.0%} of its best. Turn the fine focus and take it again.</source>
        <translation>L&apos;image est plus floue que d&apos;habitude sur cette station&#xa0;: {share:.0%} de son meilleur. Tournez la vis micrométrique et reprenez-la.</translation>
    </message>
    <message>
        <source>The field moved while the picture was taken. Let the stage come to rest first.</source>
        <translation>Le champ a bougé pendant la prise. Laissez d&apos;abord la platine se stabiliser.</translation>
    </message>
    <message>
        <source>The picture is too dark. Raise the lamp or the exposure time.</source>
        <translation>L&apos;image est trop sombre. Augmentez la lampe ou le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>{share:.0%} of the picture is pure white. Lower the lamp or the exposure time.</source>
        <translation>{share:.0%} de l&apos;image est d&apos;un blanc pur. Baissez la lampe ou le temps d&apos;exposition.</translation>
    </message>
    <message>
        <source>The model knows nothing but single cells cut out on black, and this is none: choose another model.</source>
        <translation>Le modèle ne connaît que des cellules isolées détourées sur fond noir, et celle-ci n&apos;en est pas une&#xa0;: choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>This looks like a single cell cut out on black: only a model made for such cells can judge it.</source>
        <translation>Ceci ressemble à une cellule isolée détourée sur fond noir&#xa0;: seul un modèle fait pour de telles cellules peut la juger.</translation>
    </message>
    <message>
        <source>No white cell was found in this field. Move to another place of the smear.</source>
        <translation>Aucun globule blanc n&apos;a été trouvé dans ce champ. Allez à un autre endroit du frottis.</translation>
    </message>
    <message>
        <source>Cells lie so close in this field that some may be missed or taken for one. Choose a thinner part of the smear, or check the outlines.</source>
        <translation>Les cellules sont si serrées dans ce champ que certaines peuvent avoir été manquées ou confondues. Choisissez une partie plus mince du frottis, ou vérifiez les contours.</translation>
    </message>
    <message>
        <source>How large the cells are cannot be told: there is no calibration, and too few red cells are seen. Calibrate the objective, or check that no platelet or debris was taken for a cell.</source>
        <translation>La taille des cellules ne peut pas être déterminée&#xa0;: il n&apos;y a pas d&apos;étalonnage, et trop peu de globules rouges sont visibles. Étalonnez l&apos;objectif, ou vérifiez qu&apos;aucune plaquette ni aucun débris n&apos;a été pris pour une cellule.</translation>
    </message>
    <message>
        <source>By the calibration the red cells of this field would be {measured:.1f} µm wide; they are about {usual:g} µm. Sizes were judged by the calibration. Choose the objective that is in use, or calibrate it.</source>
        <translation>D&apos;après l&apos;étalonnage, les globules rouges de ce champ auraient une largeur de {measured:.1f}&#xa0;µm&#xa0;; elle est d&apos;environ {usual:g}&#xa0;µm. Les tailles ont été jugées d&apos;après l&apos;étalonnage. Choisissez l&apos;objectif utilisé, ou étalonnez-le.</translation>
    </message>
    <message>
        <source>By the calibration the red cells of this field would be {measured:.1f} µm wide; they are about {usual:g} µm. Sizes were judged by the red cells. Choose the objective that is in use, or calibrate it.</source>
        <translation>D&apos;après l&apos;étalonnage, les globules rouges de ce champ auraient une largeur de {measured:.1f}&#xa0;µm&#xa0;; elle est d&apos;environ {usual:g}&#xa0;µm. Les tailles ont été jugées d&apos;après les globules rouges. Choisissez l&apos;objectif utilisé, ou étalonnez-le.</translation>
    </message>
    <message>
        <source>The magnification is too weak for this model: it looks at {wanted:g} µm around a cell, here {side:.0f} pixels, and needs {needed:.0f}. Use a stronger objective.</source>
        <translation>Le grossissement est trop faible pour ce modèle&#xa0;: il regarde {wanted:g}&#xa0;µm autour d&apos;une cellule, soit ici {side:.0f} pixels, et il lui en faut {needed:.0f}. Utilisez un objectif plus fort.</translation>
    </message>
    <message>
        <source>Only the first of {pages} pages is used.</source>
        <translation>Seule la première des {pages} pages est utilisée.</translation>
    </message>
    <message>
        <source>The 16-bit file was taken as {bits}-bit values (largest: {largest}) and brought to 8 bits.</source>
        <translation>Le fichier à 16 bits a été lu comme des valeurs à {bits} bits (la plus grande&#xa0;: {largest}) et ramené à 8 bits.</translation>
    </message>
    <message>
        <source>The 16-bit file was taken as 8-bit values (largest: {largest}) and brought to 8 bits. If its camera has more bits, it was under-exposed and is shown too bright.</source>
        <translation>Le fichier à 16 bits a été lu comme des valeurs à 8 bits (la plus grande&#xa0;: {largest}) et ramené à 8 bits. Si sa caméra a plus de bits, il était sous-exposé et s&apos;affiche trop clair.</translation>
    </message>
    <message>
        <source>Its fourth channel is left out.</source>
        <translation>Son quatrième canal est ignoré.</translation>
    </message>
    <message>
        <source>Transparent parts are shown on white.</source>
        <translation>Les parties transparentes sont affichées sur blanc.</translation>
    </message>
    <message>
        <source>Turned upright as the camera recorded it.</source>
        <translation>Redressé comme la caméra l&apos;a indiqué.</translation>
    </message>
    <message>
        <source>no cells can be seen</source>
        <translation>aucune cellule n&apos;est visible</translation>
    </message>
    <message>
        <source>there is no light background between the cells</source>
        <translation>il n&apos;y a pas de fond clair entre les cellules</translation>
    </message>
    <message>
        <source>it has no stain colours</source>
        <translation>il n&apos;y a pas de couleurs de coloration</translation>
    </message>
    <message>
        <source>its colours are not those of a stain</source>
        <translation>les couleurs ne sont pas celles d&apos;une coloration</translation>
    </message>
    <message>
        <source>it holds fine grain and no cells</source>
        <translation>il y a un grain fin et pas de cellules</translation>
    </message>
    <message>
        <source>it is a drawing or a screen, not a photograph</source>
        <translation>c&apos;est un dessin ou un écran, pas une photographie</translation>
    </message>
    <message>
        <source>The model card {path} cannot be read: {reason}.</source>
        <translation>La fiche de modèle {path} est illisible&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>it is larger than {size} KiB</source>
        <translation>elle dépasse {size}&#xa0;Kio</translation>
    </message>
    <message>
        <source>it was changed after it was installed; install the model package again</source>
        <translation>elle a été modifiée après son installation&#xa0;; installez de nouveau le paquet de modèle</translation>
    </message>
    <message>
        <source>The model card {path} is not UTF-8 text: {reason}.</source>
        <translation>La fiche de modèle {path} n&apos;est pas du texte UTF-8&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>The model card {path} is not in order: {reason}.</source>
        <translation>La fiche de modèle {path} n&apos;est pas en ordre&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>it is not TOML: {reason}</source>
        <translation>elle n&apos;est pas en TOML&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>it is not TOML that a card would hold: it is nested too deeply</source>
        <translation>elle n&apos;est pas du TOML tel qu&apos;une fiche en contiendrait&#xa0;: les niveaux sont trop profonds</translation>
    </message>
    <message>
        <source>&apos;format&apos; is {found}, and this program reads {known}; use a matching program version</source>
        <translation>&apos;format&apos; vaut {found}, et ce programme lit {known}&#xa0;; utilisez une version du programme qui convient</translation>
    </message>
    <message>
        <source>lower-case letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, at most 64</source>
        <translation>lettres minuscules, chiffres, &apos;.&apos;, &apos;_&apos; et &apos;-&apos;, 64 au plus</translation>
    </message>
    <message>
        <source>a version such as 1.0.0</source>
        <translation>une version telle que 1.0.0</translation>
    </message>
    <message>
        <source>64 lower-case hexadecimal digits</source>
        <translation>64 chiffres hexadécimaux minuscules</translation>
    </message>
    <message>
        <source>it has both &apos;centre_pixels&apos; and &apos;centre_share&apos;, and a model sees one square</source>
        <translation>elle a à la fois &apos;centre_pixels&apos; et &apos;centre_share&apos;, et un modèle voit un seul carré</translation>
    </message>
    <message>
        <source>lower-case letters, digits, &apos;_&apos; and &apos;-&apos;, at most 32</source>
        <translation>lettres minuscules, chiffres, &apos;_&apos; et &apos;-&apos;, 32 au plus</translation>
    </message>
    <message>
        <source>&apos;classes&apos; calls {id} a white cell without a nucleus</source>
        <translation>&apos;classes&apos; appelle {id} un globule blanc sans noyau</translation>
    </message>
    <message>
        <source>&apos;classes&apos; has {count} entries, and two or more were expected</source>
        <translation>&apos;classes&apos; a {count} entrées, et il en faut deux ou plus</translation>
    </message>
    <message>
        <source>&apos;classes&apos; has the id {id} more than once</source>
        <translation>&apos;classes&apos; a plus d&apos;une fois l&apos;identifiant {id}</translation>
    </message>
    <message>
        <source>&apos;classes&apos; has no white cell</source>
        <translation>&apos;classes&apos; n&apos;a aucun globule blanc</translation>
    </message>
    <message>
        <source>&apos;{table}&apos; has low above high</source>
        <translation>&apos;{table}&apos; a low supérieur à high</translation>
    </message>
    <message>
        <source>&apos;{table}&apos; was expected to have the classes {classes}</source>
        <translation>&apos;{table}&apos; devrait avoir les classes {classes}</translation>
    </message>
    <message>
        <source>&apos;{table}.picture&apos; was expected to be a relative path with &apos;/&apos; and without &apos;..&apos;</source>
        <translation>&apos;{table}.picture&apos; devrait être un chemin relatif avec &apos;/&apos; et sans &apos;..&apos;</translation>
    </message>
    <message>
        <source>{package} is refused: {reason}</source>
        <translation>{package} est refusé&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>There is no model to classify with. {why}</source>
        <translation>Il n&apos;y a pas de modèle pour classer. {why}</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installez de nouveau le programme.</translation>
    </message>
    <message>
        <source>The model {model} in {folder} is refused. {reason}</source>
        <translation>Le modèle {model} dans {folder} est refusé. {reason}</translation>
    </message>
    <message>
        <source>There is no model {model}. Models of this station: {models}.</source>
        <translation>Il n&apos;y a pas de modèle {model}. Modèles de cette station&#xa0;: {models}.</translation>
    </message>
    <message>
        <source>Its id {id} is already that of the package {folder}.</source>
        <translation>Son identifiant {id} est déjà celui du paquet {folder}.</translation>
    </message>
    <message>
        <source>it has a table &apos;crop&apos;, and only a model with the scope &quot;cell&quot; is given crops</source>
        <translation>elle a une table &apos;crop&apos;, et seul un modèle de portée «&#xa0;cell&#xa0;» reçoit des découpes</translation>
    </message>
    <message>
        <source>What this model is worth at other laboratories&apos; slides was not measured: review every cell.</source>
        <translation>La valeur de ce modèle sur les lames d&apos;autres laboratoires n&apos;a pas été mesurée&#xa0;: revoyez chaque cellule.</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} à {most}</translation>
    </message>
    <message>
        <source>At other laboratories&apos; slides models like this one ({models}) named {share} % right (its card): {review}</source>
        <translation>Sur les lames d&apos;autres laboratoires, des modèles semblables à celui-ci ({models}) ont nommé juste dans {share}&#xa0;% des cas (sa fiche)&#xa0;: {review}</translation>
    </message>
    <message>
        <source>At other laboratories&apos; slides this model named {share} % right (its card): {review}</source>
        <translation>Sur les lames d&apos;autres laboratoires, ce modèle a nommé juste dans {share}&#xa0;% des cas (sa fiche)&#xa0;: {review}</translation>
    </message>
    <message>
        <source>review every cell.</source>
        <translation>revoyez chaque cellule.</translation>
    </message>
    <message>
        <source>review every cell, also the certain ones.</source>
        <translation>revoyez chaque cellule, même les certaines.</translation>
    </message>
    <message>
        <source>The model file {file} has {size:.0f} MiB; at most {most} MiB are read.</source>
        <translation>Le fichier de modèle {file} a {size:.0f}&#xa0;Mio&#xa0;; {most}&#xa0;Mio au plus sont lus.</translation>
    </message>
    <message>
        <source>The model file {file} is not the one that its card describes: its SHA-256 is {found}, and the card says {promised}. Install the model package again.</source>
        <translation>Le fichier de modèle {file} n&apos;est pas celui que décrit sa fiche&#xa0;: son SHA-256 est {found}, et la fiche dit {promised}. Installez de nouveau le paquet de modèle.</translation>
    </message>
    <message>
        <source>The model file {file} cannot be read: {reason}. Install it again.</source>
        <translation>Le fichier de modèle {file} est illisible&#xa0;: {reason}. Installez-le de nouveau.</translation>
    </message>
    <message>
        <source>Resembles {name} ({probability})</source>
        <translation>Ressemble à {name} ({probability})</translation>
    </message>
    <message>
        <source>Uncertain: nearest is {name} ({probability})</source>
        <translation>Incertain&#xa0;: le plus proche est {name} ({probability})</translation>
    </message>
    <message>
        <source>Uncertain: nearest is {name} ({probability}), needs review</source>
        <translation>Incertain&#xa0;: le plus proche est {name} ({probability}), à revoir</translation>
    </message>
    <message>
        <source>it has no signature {name}</source>
        <translation>il n&apos;a pas de signature {name}</translation>
    </message>
    <message>
        <source>The model file {file} cannot be loaded: {reason}. Install the model package again.</source>
        <translation>Le fichier de modèle {file} ne peut pas être chargé&#xa0;: {reason}. Installez de nouveau le paquet de modèle.</translation>
    </message>
    <message>
        <source>The model {model} failed on this picture: {reason}.</source>
        <translation>Le modèle {model} a échoué sur cette image&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>it is not a number</source>
        <translation>ce n&apos;est pas un nombre</translation>
    </message>
    <message>
        <source>the probabilities {values} do not add up to 1</source>
        <translation>la somme des probabilités {values} n&apos;est pas 1</translation>
    </message>
    <message>
        <source>The model {model} gave no usable answer for this picture: {wrong}. Run the self-test; if it fails too, install the model package again.</source>
        <translation>Le modèle {model} n&apos;a donné aucune réponse utilisable pour cette image&#xa0;: {wrong}. Lancez l&apos;auto-test&#xa0;; s&apos;il échoue aussi, installez de nouveau le paquet de modèle.</translation>
    </message>
    <message>
        <source>The model file {file} does not fit its card: {wrong}. The package must be made again.</source>
        <translation>Le fichier de modèle {file} ne convient pas à sa fiche&#xa0;: {wrong}. Le paquet doit être refait.</translation>
    </message>
    <message>
        <source>it needs an input {name}</source>
        <translation>il demande une entrée {name}</translation>
    </message>
    <message>
        <source>it has no input {name}</source>
        <translation>il n&apos;a pas d&apos;entrée {name}</translation>
    </message>
    <message>
        <source>it has no output {name}</source>
        <translation>il n&apos;a pas de sortie {name}</translation>
    </message>
    <message>
        <source>{name} is {found}, and {wanted} was expected</source>
        <translation>{name} est {found}, au lieu de {wanted}</translation>
    </message>
    <message>
        <source>the key &apos;{key}&apos; is unknown</source>
        <translation>la clé &apos;{key}&apos; est inconnue</translation>
    </message>
    <message>
        <source>a text in one line, without control characters</source>
        <translation>un texte d&apos;une seule ligne, sans caractères de commande</translation>
    </message>
    <message>
        <source>a list of texts in one line, one at least</source>
        <translation>une liste de textes d&apos;une seule ligne, au moins un</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>une table</translation>
    </message>
    <message>
        <source>the name of the key {key} is no text in one line</source>
        <translation>le nom de la clé {key} n&apos;est pas un texte d&apos;une seule ligne</translation>
    </message>
    <message>
        <source>one or more [[{key}]] tables</source>
        <translation>une ou plusieurs tables [[{key}]]</translation>
    </message>
    <message>
        <source>{side} lists of {side} counts</source>
        <translation>{side} listes de {side} comptes</translation>
    </message>
    <message>
        <source>the key &apos;{key}&apos; is missing</source>
        <translation>la clé &apos;{key}&apos; manque</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is {found}, and {wanted} was expected</source>
        <translation>&apos;{key}&apos; est {found}, au lieu de&#xa0;: {wanted}</translation>
    </message>
    <message>
        <source>{what} from {low} to {high}</source>
        <translation>{what} de {low} à {high}</translation>
    </message>
    <message>
        <source>{what} of {low} or more</source>
        <translation>{what} de {low} ou plus</translation>
    </message>
    <message>
        <source>this program runs from its source: only the single file can put itself on a station. Start that one.</source>
        <translation>ce programme tourne à partir de son code source&#xa0;: seul le fichier unique peut s&apos;installer sur une station. Démarrez celui-ci.</translation>
    </message>
    <message>
        <source>this is the copy on this station. To put another one here, start its single file.</source>
        <translation>ceci est la copie installée sur cette station. Pour en installer une autre, démarrez son fichier unique.</translation>
    </message>
    <message>
        <source>this program was put here by an installer, or copied as a folder. Nothing is left to do.</source>
        <translation>ce programme a été mis ici par un installateur, ou copié comme dossier. Il ne reste rien à faire.</translation>
    </message>
    <message>
        <source>this program is portable: a file named {marker} lies beside it. Take it away first.</source>
        <translation>ce programme est portable&#xa0;: un fichier nommé {marker} se trouve à côté de lui. Retirez-le d&apos;abord.</translation>
    </message>
    <message>
        <source>this user has no home folder, where programs of one&apos;s own would lie.</source>
        <translation>cet utilisateur n&apos;a pas de dossier personnel où placer ses propres programmes.</translation>
    </message>
    <message>
        <source>Nothing was put on this station: {why}</source>
        <translation>Rien n&apos;a été installé sur cette station&#xa0;: {why}</translation>
    </message>
    <message>
        <source>{path} was changed since it was made, and stays.</source>
        <translation>{path} a été modifié depuis sa création et reste.</translation>
    </message>
    <message>
        <source>{folder} stays: it is the copy that runs, which this system does not let go. Close Leukdesk, and run the single file with --uninstall, or choose &quot;Remove from this station&quot; in its window.</source>
        <translation>{folder} reste&#xa0;: c&apos;est la copie qui tourne, et ce système ne la laisse pas retirer. Fermez Leukdesk, puis lancez le fichier unique avec --uninstall, ou choisissez «&#xa0;Retirer de cette station&#xa0;» dans sa fenêtre.</translation>
    </message>
    <message>
        <source>Unpacking was cancelled. Nothing of it is left.</source>
        <translation>La décompression a été annulée. Il n&apos;en reste rien.</translation>
    </message>
    <message>
        <source>The copy in {folder} is in use and stays. Close every window of Leukdesk, then try again.</source>
        <translation>La copie dans {folder} est utilisée et reste. Fermez toutes les fenêtres de Leukdesk, puis réessayez.</translation>
    </message>
    <message>
        <source>{path} cannot be written or removed: {reason}. {advice}</source>
        <translation>{path} ne peut être ni écrit ni retiré&#xa0;: {reason}. {advice}</translation>
    </message>
    <message>
        <source>The program&apos;s own file {path} cannot be read: {reason}. Start it again from an undamaged copy.</source>
        <translation>Le fichier {path} du programme lui-même ne peut être lu&#xa0;: {reason}. Redémarrez-le à partir d&apos;une copie intacte.</translation>
    </message>
    <message>
        <source>There is no room for a copy in {folder}: it takes {needed} MB, and {free} MB are free. Free some space, then try again.</source>
        <translation>Il n&apos;y a pas de place pour une copie dans {folder}&#xa0;: elle prend {needed}&#xa0;Mo, et {free}&#xa0;Mo sont libres. Libérez de l&apos;espace, puis réessayez.</translation>
    </message>
    <message>
        <source>No program can be started from {folder}: its disk is set up so (noexec). Go on starting the single file, or ask whoever looks after this computer.</source>
        <translation>Aucun programme ne peut être démarré depuis {folder}&#xa0;: son disque est réglé ainsi (noexec). Continuez à démarrer le fichier unique, ou adressez-vous au responsable de cet ordinateur.</translation>
    </message>
    <message>
        <source>{path} was not made by this program, and stays as it is. Move it away, then try again.</source>
        <translation>{path} n&apos;a pas été créé par ce programme et reste tel quel. Déplacez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>nothing may be written there</source>
        <translation>il est interdit d&apos;y écrire</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Libérez de l&apos;espace, puis réessayez.</translation>
    </message>
    <message>
        <source>Give the user of this station the right to write there, then try again.</source>
        <translation>Donnez à l&apos;utilisateur de cette station le droit d&apos;y écrire, puis réessayez.</translation>
    </message>
    <message>
        <source>See to that disk, then try again.</source>
        <translation>Vérifiez ce disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The Start menu&apos;s entry {link} could not be made: {reason}. Make a shortcut to {target} by hand: press its right mouse button in the Explorer, and choose to send it to the desktop.</source>
        <translation>L&apos;entrée {link} du menu Démarrer n&apos;a pas pu être créée&#xa0;: {reason}. Créez à la main un raccourci vers {target}&#xa0;: cliquez dessus avec le bouton droit dans l&apos;Explorateur, et choisissez de l&apos;envoyer vers le bureau.</translation>
    </message>
    <message>
        <source>Windows did not write it</source>
        <translation>Windows ne l&apos;a pas écrite</translation>
    </message>
    <message>
        <source>Unpacking, megabytes</source>
        <translation>Décompression, en mégaoctets</translation>
    </message>
    <message>
        <source>Choose another folder with --data-dir or {variable}.</source>
        <translation>Choisissez un autre dossier avec --data-dir ou {variable}.</translation>
    </message>
    <message>
        <source>The data folder {path} cannot be used: {reason}. {advice}</source>
        <translation>Le dossier de données {path} n&apos;est pas utilisable&#xa0;: {reason}. {advice}</translation>
    </message>
    <message>
        <source>Give the user of this station the right to write there, or choose another folder with --data-dir or {variable}.</source>
        <translation>Donnez à l&apos;utilisateur de cette station le droit d&apos;y écrire, ou choisissez un autre dossier avec --data-dir ou {variable}.</translation>
    </message>
    <message>
        <source>of this user</source>
        <translation>de cet utilisateur</translation>
    </message>
    <message>
        <source>there is no home folder (HOME is not set, and the system knows none)</source>
        <translation>il n&apos;y a pas de dossier personnel (HOME n&apos;est pas défini, et le système n&apos;en connaît pas)</translation>
    </message>
    <message>
        <source>Free some space on that disk, or choose another folder with --data-dir or {variable}.</source>
        <translation>Libérez de la place sur ce disque, ou choisissez un autre dossier avec --data-dir ou {variable}.</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>it is an address in the network and no folder of this computer</source>
        <translation>c&apos;est une adresse du réseau et non un dossier de cet ordinateur</translation>
    </message>
    <message>
        <source>whose home folder is meant is not known</source>
        <translation>on ne sait pas de quel dossier personnel il s&apos;agit</translation>
    </message>
    <message>
        <source>a file has its name or the name of a folder above it</source>
        <translation>un fichier porte son nom ou celui d&apos;un dossier parent</translation>
    </message>
    <message>
        <source>its disk is full</source>
        <translation>son disque est plein</translation>
    </message>
    <message>
        <source>The settings could not be saved to {path}: {reason}. The program will start with the earlier ones; see that the disk has room and that the folder can be written to.</source>
        <translation>Les réglages n&apos;ont pas pu être enregistrés dans {path}&#xa0;: {reason}. Le programme démarrera avec les précédents&#xa0;; vérifiez qu&apos;il reste de la place sur le disque et que l&apos;écriture dans le dossier est permise.</translation>
    </message>
    <message>
        <source>The operator&apos;s name</source>
        <translation>Le nom de l&apos;opérateur</translation>
    </message>
    <message>
        <source>Waiting for the stage to rest.</source>
        <translation>En attente du repos de la platine.</translation>
    </message>
    <message>
        <source>Hold still…</source>
        <translation>Ne bougez plus…</translation>
    </message>
    <message>
        <source>Waiting until the focus is found.</source>
        <translation>En attente de la mise au point.</translation>
    </message>
    <message>
        <source>Another slide: move to its first field.</source>
        <translation>Autre lame&#xa0;: allez à son premier champ.</translation>
    </message>
    <message>
        <source>This field is captured. Move on to a new one.</source>
        <translation>Ce champ est capturé. Passez à un nouveau.</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>Prudente</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Eager</source>
        <translation>Rapide</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>the computer&apos;s user {user}, as {claimed}</source>
        <translation>l&apos;utilisateur de l&apos;ordinateur {user}, sous le nom {claimed}</translation>
    </message>
    <message>
        <source>the computer&apos;s user {user}</source>
        <translation>l&apos;utilisateur de l&apos;ordinateur {user}</translation>
    </message>
    <message>
        <source>Trusted keys</source>
        <translation>Clés de confiance</translation>
    </message>
    <message>
        <source>Whoever publishes models signs them with a secret key. Add the public key that goes with it, and compare its fingerprint with the owner by telephone or on paper: a key that came on the same stick as the model proves nothing.</source>
        <translation>Qui publie des modèles les signe avec une clé secrète. Ajoutez la clé publique correspondante et comparez son empreinte avec son propriétaire, au téléphone ou sur papier&#xa0;: une clé arrivée par la même clé USB que le modèle ne prouve rien.</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Propriétaire</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>Trusted since</source>
        <translation>De confiance depuis</translation>
    </message>
    <message>
        <source>Whose key it is</source>
        <translation>Propriétaire de la clé</translation>
    </message>
    <message>
        <source>&amp;Add from file…</source>
        <translation>&amp;Ajouter depuis un fichier…</translation>
    </message>
    <message>
        <source>&amp;Only packages signed by one of these keys are installed</source>
        <translation>&amp;Seuls les paquets signés par une de ces clés sont installés</translation>
    </message>
    <message>
        <source>Trust this key as that of {name}?

{fingerprint}

Compare these characters with what the owner of the key tells you by telephone or on paper.</source>
        <translation>Faire confiance à cette clé comme étant celle de {name}&#xa0;?

{fingerprint}

Comparez ces caractères avec ce que le propriétaire de la clé vous dit au téléphone ou sur papier.</translation>
    </message>
    <message>
        <source>The owner of the key has told me the same characters.</source>
        <translation>Le propriétaire de la clé m&apos;a dit les mêmes caractères.</translation>
    </message>
    <message>
        <source>Trust a key</source>
        <translation>Faire confiance à une clé</translation>
    </message>
    <message>
        <source>&amp;Trust</source>
        <translation>&amp;Faire confiance</translation>
    </message>
    <message>
        <source>{name} is trusted now.</source>
        <translation>La clé de {name} est maintenant de confiance.</translation>
    </message>
    <message>
        <source>A public key</source>
        <translation>Une clé publique</translation>
    </message>
    <message>
        <source>Public keys (*.pub);;All files (*)</source>
        <translation>Clés publiques (*.pub);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>{name} is trusted no more. Models that are installed stay.</source>
        <translation>La clé de {name} n&apos;est plus de confiance. Les modèles installés restent.</translation>
    </message>
    <message>
        <source>From now on only packages signed by one of these keys are installed.</source>
        <translation>Désormais seuls les paquets signés par une de ces clés sont installés.</translation>
    </message>
    <message>
        <source>From now on other packages are installed too, where somebody agrees.</source>
        <translation>Désormais d&apos;autres paquets sont installés aussi, si quelqu&apos;un l&apos;accepte.</translation>
    </message>
    <message>
        <source>Model packages</source>
        <translation>Paquets de modèles</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Provient de</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Kept version</source>
        <translation>Version gardée</translation>
    </message>
    <message>
        <source>&amp;Install from file…</source>
        <translation>&amp;Installer depuis un fichier…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Retirer…</translation>
    </message>
    <message>
        <source>Roll &amp;back…</source>
        <translation>Revenir à la version &amp;précédente…</translation>
    </message>
    <message>
        <source>Trusted &amp;keys…</source>
        <translation>&amp;Clés de confiance…</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>No model of this id is here; it is added.</source>
        <translation>Aucun modèle de cet identifiant n&apos;est ici&#xa0;; il est ajouté.</translation>
    </message>
    <message>
        <source>It takes the place of version {version}, which came with the program.</source>
        <translation>Il prend la place de la version {version}, fournie avec le programme.</translation>
    </message>
    <message>
        <source>It takes the place of version {version}, which is kept to go back to.</source>
        <translation>Il prend la place de la version {version}, qui est gardée pour pouvoir y revenir.</translation>
    </message>
    <message>
        <source>Id: {id}</source>
        <translation>Identifiant&#xa0;: {id}</translation>
    </message>
    <message>
        <source>File: {file}</source>
        <translation>Fichier&#xa0;: {file}</translation>
    </message>
    <message>
        <source>Signature: {signed}</source>
        <translation>Signature&#xa0;: {signed}</translation>
    </message>
    <message>
        <source>Looks at: {scope}</source>
        <translation>Examine&#xa0;: {scope}</translation>
    </message>
    <message>
        <source>Classes: {names}</source>
        <translation>Classes&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Limits:</source>
        <translation>Limites&#xa0;:</translation>
    </message>
    <message>
        <source>Nobody whom this station trusts has signed it. I know for certain where it comes from, and want it.</source>
        <translation>Il n&apos;est signé par personne en qui cette station a confiance. Je sais avec certitude d&apos;où il vient, et je le veux.</translation>
    </message>
    <message>
        <source>It is older than the version {version} that is here. I want it all the same.</source>
        <translation>Il est plus ancien que la version {version} qui est ici. Je le veux quand même.</translation>
    </message>
    <message>
        <source>It has another content than the same version that is here. I want it all the same.</source>
        <translation>Son contenu diffère de celui de la même version qui est ici. Je le veux quand même.</translation>
    </message>
    <message>
        <source>a folder copied here</source>
        <translation>un dossier copié ici</translation>
    </message>
    <message>
        <source>a file, in place of the program&apos;s {version}</source>
        <translation>un fichier, à la place de la version {version} du programme</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>un fichier</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>clé inconnue</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>non signé</translation>
    </message>
    <message>
        <source>Checking a model package</source>
        <translation>Vérification d&apos;un paquet de modèle</translation>
    </message>
    <message>
        <source>A model package is being checked. Nothing is installed when that is broken off.</source>
        <translation>Un paquet de modèle est en cours de vérification. Rien n&apos;est installé si elle est interrompue.</translation>
    </message>
    <message>
        <source>Installing a model</source>
        <translation>Installation d&apos;un modèle</translation>
    </message>
    <message>
        <source>A model is being installed. It is not, when that is broken off.</source>
        <translation>Un modèle est en cours d&apos;installation. Il n&apos;est pas installé si elle est interrompue.</translation>
    </message>
    <message>
        <source>Model packages (*.leukmodel);;All files (*)</source>
        <translation>Paquets de modèles (*.leukmodel);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Install a model from a file</source>
        <translation>Installer un modèle depuis un fichier</translation>
    </message>
    <message>
        <source>One model package at a time: {file} is looked at. Open the others after it.</source>
        <translation>Un paquet de modèle à la fois&#xa0;: {file} est examiné. Ouvrez les autres ensuite.</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installé</translation>
    </message>
    <message>
        <source>No model of this id is here then.</source>
        <translation>Il n&apos;y a alors plus de modèle de cet identifiant ici.</translation>
    </message>
    <message>
        <source>The program&apos;s own version {version} is used then.</source>
        <translation>La version {version} du programme est alors utilisée.</translation>
    </message>
    <message>
        <source>Remove {title} {version} from this station, with its former version? {after}

Records that were made with it stay as they are and go on telling which version it was.</source>
        <translation>Retirer {title} {version} de cette station, avec sa version précédente&#xa0;? {after}

Les enregistrements faits avec lui restent tels quels et disent toujours quelle version c&apos;était.</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Retirer un modèle</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>Use version {former} of {title} from now on, in place of {version}? The same way leads forward again.

Records that were made until now stay as they are and go on telling which version it was.</source>
        <translation>Utiliser désormais la version {former} de {title}, à la place de {version}&#xa0;? Le même chemin ramène à l&apos;autre.

Les enregistrements faits jusqu&apos;ici restent tels quels et disent toujours quelle version c&apos;était.</translation>
    </message>
    <message>
        <source>Roll a model back</source>
        <translation>Revenir à la version précédente d&apos;un modèle</translation>
    </message>
    <message>
        <source>&amp;Roll back</source>
        <translation>&amp;Revenir</translation>
    </message>
    <message>
        <source>{title} {version} is here already; nothing was changed.</source>
        <translation>{title} {version} est déjà ici&#xa0;; rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Install a model</source>
        <translation>Installer un modèle</translation>
    </message>
    <message>
        <source>{title} {version} was installed.</source>
        <translation>{title} {version} est installé.</translation>
    </message>
    <message>
        <source>{done} It is used from the next start of the program on. {why}</source>
        <translation>{done} Il est utilisé à partir du prochain démarrage du programme. {why}</translation>
    </message>
    <message>
        <source>{title} was removed.</source>
        <translation>{title} est retiré.</translation>
    </message>
    <message>
        <source>{title}: version {version} is used now.</source>
        <translation>{title}&#xa0;: la version {version} est utilisée maintenant.</translation>
    </message>
    <message>
        <source>The slide session that is shown counts with this model. End it first, then change the model.</source>
        <translation>La session de lame à l&apos;écran compte avec ce modèle. Terminez-la d&apos;abord, puis changez le modèle.</translation>
    </message>
    <message>
        <source>Checking the model package</source>
        <translation>Vérification du paquet de modèle</translation>
    </message>
    <message>
        <source>Unpacking the model package</source>
        <translation>Décompression du paquet de modèle</translation>
    </message>
    <message>
        <source>it has no {name}, or several</source>
        <translation>il n&apos;a pas de {name}, ou en a plusieurs</translation>
    </message>
    <message>
        <source>its files are not those that its {name} lists</source>
        <translation>ses fichiers ne sont pas ceux que liste son {name}</translation>
    </message>
    <message>
        <source>it was changed while it was being installed</source>
        <translation>il a été modifié pendant son installation</translation>
    </message>
    <message>
        <source>its signature was taken away, or is not its own</source>
        <translation>sa signature a été retirée, ou n&apos;est pas la sienne</translation>
    </message>
    <message>
        <source>its signature is wrong</source>
        <translation>sa signature est fausse</translation>
    </message>
    <message>
        <source>{name!r} in it is not what its manifest says</source>
        <translation>{name!r} n&apos;y est pas ce que dit son manifeste</translation>
    </message>
    <message>
        <source>its card is not UTF-8 text</source>
        <translation>sa fiche n&apos;est pas un texte UTF-8</translation>
    </message>
    <message>
        <source>its card is not in order: {reason}</source>
        <translation>sa fiche n&apos;est pas en ordre&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>its card is of another model than its {name}</source>
        <translation>sa fiche est d&apos;un autre modèle que son {name}</translation>
    </message>
    <message>
        <source>its model is not the one that its card describes</source>
        <translation>son modèle n&apos;est pas celui que décrit sa fiche</translation>
    </message>
    <message>
        <source>{name!r} in it is no golden picture of its card</source>
        <translation>{name!r} n&apos;y est pas une image de référence de sa fiche</translation>
    </message>
    <message>
        <source>its model cannot be run ({reason})</source>
        <translation>son modèle ne peut pas être exécuté ({reason})</translation>
    </message>
    <message>
        <source>it is of format {found}, and this program reads {known}: use a matching program version</source>
        <translation>il est au format {found}, et ce programme lit le format {known}&#xa0;: utilisez une version du programme qui convient</translation>
    </message>
    <message>
        <source>its {name} is not in order</source>
        <translation>son {name} n&apos;est pas en ordre</translation>
    </message>
    <message>
        <source>its version is longer than {most} characters</source>
        <translation>sa version a plus de {most} caractères</translation>
    </message>
    <message>
        <source>what it says that it holds is larger than a model package may be</source>
        <translation>ce qu&apos;il dit contenir est plus grand qu&apos;un paquet de modèle ne peut l&apos;être</translation>
    </message>
    <message>
        <source>it holds {name!r} more than once</source>
        <translation>il contient {name!r} plus d&apos;une fois</translation>
    </message>
    <message>
        <source>{name!r} is both a file and a folder</source>
        <translation>{name!r} est à la fois un fichier et un dossier</translation>
    </message>
    <message>
        <source>it has no {name}</source>
        <translation>il n&apos;a pas de {name}</translation>
    </message>
    <message>
        <source>the name {name} in it is not one that a package&apos;s file may have</source>
        <translation>le nom {name} qui s&apos;y trouve n&apos;est pas permis pour un fichier de paquet</translation>
    </message>
    <message>
        <source>{name!r} is no file of a model package</source>
        <translation>{name!r} n&apos;est pas un fichier de paquet de modèle</translation>
    </message>
    <message>
        <source>The model package {file} is refused: {reason}. Nothing of it was installed. Copy the file once more, or ask whoever made it for another one.</source>
        <translation>Le paquet de modèle {file} est refusé&#xa0;: {reason}. Rien n&apos;en a été installé. Copiez le fichier encore une fois, ou demandez-en un autre à la personne qui l&apos;a fait.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read: {reason}. Nothing was installed. See that the stick is in and the file is there, then try again.</source>
        <translation>Le fichier {file} ne peut pas être lu&#xa0;: {reason}. Rien n&apos;a été installé. Vérifiez que la clé USB est branchée et que le fichier s&apos;y trouve, puis réessayez.</translation>
    </message>
    <message>
        <source>The model package {file} is refused: {reason}. It was changed after it was signed, or is no package of whoever it names. Do not use it; tell whoever made it.</source>
        <translation>Le paquet de modèle {file} est refusé&#xa0;: {reason}. Il a été modifié après sa signature, ou ne vient pas de la personne qu&apos;il nomme. Ne l&apos;utilisez pas&#xa0;; prévenez la personne qui l&apos;a fait.</translation>
    </message>
    <message>
        <source>Cancelled: the models are as they were.</source>
        <translation>Annulé&#xa0;: les modèles sont comme avant.</translation>
    </message>
    <message>
        <source>The models below {folder} could not be changed: {reason}. They are as they were. See that the disk has room and that the folder can be written to.</source>
        <translation>Les modèles dans {folder} n&apos;ont pas pu être modifiés&#xa0;: {reason}. Ils sont comme avant. Vérifiez que le disque a de la place et que le dossier est accessible en écriture.</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>il est endommagé</translation>
    </message>
    <message>
        <source>Which models are installed cannot be read from {file}: {reason}. Models that came with the program are used. Put the file back from a copy, or take it away and install the models again.</source>
        <translation>La liste des modèles installés ne peut pas être lue dans {file}&#xa0;: {reason}. Les modèles fournis avec le programme sont utilisés. Remettez le fichier depuis une copie, ou enlevez-le et installez de nouveau les modèles.</translation>
    </message>
    <message>
        <source>No package was made of {folder}: {reason}.</source>
        <translation>Aucun paquet n&apos;a été fait de {folder}&#xa0;: {reason}.</translation>
    </message>
    <message>
        <source>{file} cannot be read or written: {reason}</source>
        <translation>{file} ne peut pas être lu ou écrit&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>{name!r} is no golden picture of its card</source>
        <translation>{name!r} n&apos;est pas une image de référence de sa fiche</translation>
    </message>
    <message>
        <source>{name!r} is larger than it may be</source>
        <translation>{name!r} est plus grand que permis</translation>
    </message>
    <message>
        <source>No key was made at {file}: {reason}. Name a file that is not there yet, in a folder with room.</source>
        <translation>Aucune clé n&apos;a été créée dans {file}&#xa0;: {reason}. Indiquez un fichier qui n&apos;existe pas encore, dans un dossier qui a de la place.</translation>
    </message>
    <message>
        <source>The key {file} cannot be read: {reason}. Name the file of a key.</source>
        <translation>La clé {file} ne peut pas être lue&#xa0;: {reason}. Indiquez le fichier d&apos;une clé.</translation>
    </message>
    <message>
        <source>{file} is a secret key. It must never be on a station: take it away from here. Use the file of the same name with {suffix} at its end.</source>
        <translation>{file} est une clé secrète. Elle ne doit jamais se trouver sur une station&#xa0;: enlevez-la d&apos;ici. Utilisez le fichier du même nom finissant par {suffix}.</translation>
    </message>
    <message>
        <source>{file} is not the file of a {kind}. Use one that “leukdesk models keygen” has made.</source>
        <translation>{file} n&apos;est pas un fichier de type «&#xa0;{kind}&#xa0;». Utilisez-en un créé par «&#xa0;leukdesk models keygen&#xa0;».</translation>
    </message>
    <message>
        <source>The trusted keys could not be saved to {file}: {reason}. They are as they were. See that the disk has room and that the folder can be written to.</source>
        <translation>Les clés de confiance n&apos;ont pas pu être enregistrées dans {file}&#xa0;: {reason}. Elles sont comme avant. Vérifiez que le disque a de la place et que le dossier est accessible en écriture.</translation>
    </message>
    <message>
        <source>The trusted keys in {file} cannot be read: {reason}. No model package is installed meanwhile. Put the file back from a copy, or take it away and add the keys again.</source>
        <translation>Les clés de confiance dans {file} ne peuvent pas être lues&#xa0;: {reason}. Aucun paquet de modèle n&apos;est installé en attendant. Remettez le fichier depuis une copie, ou enlevez-le et ajoutez de nouveau les clés.</translation>
    </message>
    <message>
        <source>it is damaged, or was not copied whole</source>
        <translation>il est endommagé, ou n&apos;a pas été copié en entier</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>ce n&apos;est pas un fichier</translation>
    </message>
    <message>
        <source>{name!r} unpacks to more than it may</source>
        <translation>{name!r} se décompresse au-delà de ce qui est permis</translation>
    </message>
    <message>
        <source>it is too short to be a model package</source>
        <translation>il est trop court pour être un paquet de modèle</translation>
    </message>
    <message>
        <source>it is larger than a model package may be</source>
        <translation>il est plus grand qu&apos;un paquet de modèle ne peut l&apos;être</translation>
    </message>
    <message>
        <source>it is no model package, or was not copied whole</source>
        <translation>ce n&apos;est pas un paquet de modèle, ou il n&apos;a pas été copié en entier</translation>
    </message>
    <message>
        <source>it holds more files than a model package has</source>
        <translation>il contient plus de fichiers que n&apos;en a un paquet de modèle</translation>
    </message>
    <message>
        <source>there is something in it beside the package</source>
        <translation>il contient autre chose que le paquet</translation>
    </message>
    <message>
        <source>{name!r} in it is no plain file</source>
        <translation>{name!r} n&apos;y est pas un simple fichier</translation>
    </message>
    <message>
        <source>{name!r} in it is packed in another way</source>
        <translation>{name!r} y est compressé d&apos;une autre manière</translation>
    </message>
    <message>
        <source>Nothing was changed: models and trusted keys are changed only where that can be noted in the log, and there is no log now. See what is said of it, then try again.</source>
        <translation>Rien n&apos;a été modifié&#xa0;: les modèles et les clés de confiance ne sont modifiés que si cela peut être noté au journal, et il n&apos;y a pas de journal à présent. Lisez le message sur le journal, puis réessayez.</translation>
    </message>
    <message>
        <source>The models were changed by another program meanwhile. Nothing was done; look at them and try again.</source>
        <translation>Les modèles ont été modifiés entre-temps par un autre programme. Rien n&apos;a été fait&#xa0;; regardez-les et réessayez.</translation>
    </message>
    <message>
        <source>The key&apos;s name</source>
        <translation>Le nom de la clé</translation>
    </message>
    <message>
        <source>A trusted key needs a name: whose it is. Nothing was changed.</source>
        <translation>Une clé de confiance a besoin d&apos;un nom&#xa0;: celui de son propriétaire. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>The key {fingerprint} is trusted already, under the name {name}. Remove that one first.</source>
        <translation>La clé {fingerprint} est déjà de confiance, sous le nom {name}. Retirez d&apos;abord celle-là.</translation>
    </message>
    <message>
        <source>There is no trusted key of {name!r}. Those that are trusted: {known}.</source>
        <translation>Il n&apos;y a pas de clé de confiance de {name!r}. Celles qui le sont&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>unknown key {fingerprint}</source>
        <translation>clé inconnue {fingerprint}</translation>
    </message>
    <message>
        <source>There is no former version of the model {id!r} to go back to. Nothing was changed.</source>
        <translation>Il n&apos;y a pas de version précédente du modèle {id!r} à laquelle revenir. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Nobody whom this station trusts has signed the model package {file} ({signed}). Nothing was installed. Install it only if you know for certain where it comes from, and say so: with --unsigned on the command line.</source>
        <translation>Le paquet de modèle {file} n&apos;est signé par personne en qui cette station a confiance ({signed}). Rien n&apos;a été installé. Ne l&apos;installez que si vous savez avec certitude d&apos;où il vient, et dites-le&#xa0;: par --unsigned en ligne de commande.</translation>
    </message>
    <message>
        <source>The model package {file} has version {version} of {id}, and the newer {present} is there.</source>
        <translation>Le paquet de modèle {file} contient la version {version} de {id}, et la version plus récente {present} est déjà là.</translation>
    </message>
    <message>
        <source>The model package {file} has version {version} of {id} with another content than the one there.</source>
        <translation>Le paquet de modèle {file} contient la version {version} de {id}, avec un autre contenu que celle qui est là.</translation>
    </message>
    <message>
        <source>Nothing was installed. Say so where it is meant: with --anyway on the command line.</source>
        <translation>Rien n&apos;a été installé. Si c&apos;est voulu, dites-le&#xa0;: par --anyway en ligne de commande.</translation>
    </message>
    <message>
        <source>There is no model {id!r} here. Nothing was changed; see the list of models.</source>
        <translation>Il n&apos;y a pas de modèle {id!r} ici. Rien n&apos;a été modifié&#xa0;; voyez la liste des modèles.</translation>
    </message>
    <message>
        <source>The model {id!r} came with the program, and goes with it alone. Nothing was changed.</source>
        <translation>Le modèle {id!r} a été fourni avec le programme, et ne part qu&apos;avec lui. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>The model {id!r} was copied here by hand, and not installed from a file. Nothing was changed; its folder is {folder}.</source>
        <translation>Le modèle {id!r} a été copié ici à la main, et non installé depuis un fichier. Rien n&apos;a été modifié&#xa0;; son dossier est {folder}.</translation>
    </message>
    <message>
        <source>The model package {file} is refused: this station takes packages of trusted keys only, and it has another signature or none ({signed}). An administrator can trust its key, or change the rule.</source>
        <translation>Le paquet de modèle {file} est refusé&#xa0;: cette station n&apos;accepte que les paquets de clés de confiance, et il a une autre signature ou aucune ({signed}). Un administrateur peut faire confiance à sa clé, ou changer la règle.</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>Page du manuel</translation>
    </message>
    <message>
        <source># This page is missing

The file {file} cannot be read: the program&apos;s files are incomplete. Install the program again.</source>
        <translation># Cette page manque

Le fichier {file} ne peut pas être lu&#xa0;: les fichiers du programme sont incomplets. Installez le programme de nouveau.</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manuel</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Rechercher dans le manuel</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Pages du manuel</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Avancer</translation>
    </message>
    <message>
        <source>Larger type</source>
        <translation>Caractères plus grands</translation>
    </message>
    <message>
        <source>Smaller type</source>
        <translation>Caractères plus petits</translation>
    </message>
    <message>
        <source>Nothing is found of this. Try fewer or other words.</source>
        <translation>Aucun résultat. Essayez moins de mots, ou d&apos;autres mots.</translation>
    </message>
    <message>
        <source>Outside the manual, and not opened by this program: {address}</source>
        <translation>Hors du manuel, et non ouvert par ce programme&#xa0;: {address}</translation>
    </message>
    <message>
        <source>Installed from the file {file}, not signed.</source>
        <translation>Installé depuis le fichier {file}, non signé.</translation>
    </message>
    <message>
        <source>Installed from the file {file}, signed with the unknown key {key}.</source>
        <translation>Installé depuis le fichier {file}, signé avec la clé inconnue {key}.</translation>
    </message>
    <message>
        <source>Installed from the file {file}, signed by {name} ({key}).</source>
        <translation>Installé depuis le fichier {file}, signé par {name} ({key}).</translation>
    </message>
    <message>
        <source>Updated from the file {file}, not signed.</source>
        <translation>Mis à jour depuis le fichier {file}, non signé.</translation>
    </message>
    <message>
        <source>Updated from the file {file}, signed with the unknown key {key}.</source>
        <translation>Mis à jour depuis le fichier {file}, signé avec la clé inconnue {key}.</translation>
    </message>
    <message>
        <source>Updated from the file {file}, signed by {name} ({key}).</source>
        <translation>Mis à jour depuis le fichier {file}, signé par {name} ({key}).</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>Retiré.</translation>
    </message>
    <message>
        <source>Rolled back to {version}.</source>
        <translation>Retour à la version {version}.</translation>
    </message>
    <message>
        <source>package {id}</source>
        <translation>paquet {id}</translation>
    </message>
    <message>
        <source>trusted key</source>
        <translation>clé de confiance</translation>
    </message>
    <message>
        <source>only signed model packages</source>
        <translation>seulement des paquets de modèle signés</translation>
    </message>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Regarder dans&#xa0;:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fichiers de &amp;type&#xa0;:</translation>
    </message>
</context>
<context>
    <name>_000</name>
    <message>
        <source>Length of the line</source>
        <translation>Longueur de la ligne</translation>
    </message>
</context>
</TS>
