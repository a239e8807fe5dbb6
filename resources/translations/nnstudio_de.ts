<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AboutDialog</name>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>About NN Studio</source>
   <translation>Über NN Studio</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>Version {version}

Design, train, look inside and use neural networks on your own machine.
Free software under the MIT licence.</source>
   <translation>Version {version}

Neuronale Netze auf dem eigenen Rechner entwerfen, trainieren, durchschauen und benutzen.
Freie Software unter der MIT-Lizenz.</translation>
  </message>
 </context>
 <context>
  <name>Absent</name>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Choose folder…</source>
   <translation>Ordner wählen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Download {size} MB</source>
   <translation>{size} MB herunterladen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Fetches the files once and keeps them where Keras keeps its own.</source>
   <translation>Holt die Dateien einmal und legt sie dort ab, wo Keras seine eigenen hat.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Forgets the chosen folder and looks where such files usually are; it can be undone.</source>
   <translation>Vergisst den gewählten Ordner und sucht dort, wo solche Dateien üblicherweise liegen; lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Progress of reading the data</source>
   <translation>Fortschritt beim Lesen der Daten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Reading {title}</source>
   <translation>{title} wird gelesen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Reads the files again.</source>
   <translation>Liest die Dateien noch einmal.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Says where the files are on this computer.</source>
   <translation>Gibt an, wo die Dateien auf diesem Rechner liegen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Search the usual places</source>
   <translation>An den üblichen Orten suchen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Stopping…</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Stops; nothing half is left behind.</source>
   <translation>Hält an; nichts Halbes bleibt zurück.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>{title} can't be read</source>
   <translation>{title} lässt sich nicht lesen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>{title} is not in the chosen folder</source>
   <translation>{title} ist nicht im gewählten Ordner</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/absent.py" />
   <source>{title} is not on this computer yet</source>
   <translation>{title} ist noch nicht auf diesem Rechner</translation>
  </message>
 </context>
 <context>
  <name>BoolEditor</name>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>On</source>
   <translation>Ein</translation>
  </message>
 </context>
 <context>
  <name>Browser</name>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>No pictures here.</source>
   <translation>Hier sind keine Bilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Pictures for the final judgement; never used while training.</source>
   <translation>Bilder für das abschließende Urteil; beim Training nie benutzt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Pictures kept aside to see, after each epoch, how well it does on new ones.</source>
   <translation>Zurückgelegte Bilder, die nach jeder Epoche zeigen, wie gut es mit neuen geht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Pictures that the network learns from.</source>
   <translation>Bilder, aus denen das Netz lernt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Shows the next pictures (Page Down).</source>
   <translation>Zeigt die nächsten Bilder (Bild ab).</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Shows the pictures before (Page Up).</source>
   <translation>Zeigt die Bilder davor (Bild auf).</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Shows the pictures in another random order.</source>
   <translation>Zeigt die Bilder in einer anderen zufälligen Reihenfolge.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Test</source>
   <translation>Test</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/browser.py" />
   <source>{first} to {last} of {all}</source>
   <translation>{first} bis {last} von {all}</translation>
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>Adds the smallest network that fits the data. It can be undone.</source>
   <translation>Fügt das kleinste Netz ein, das zu den Daten passt. Lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>Drag layers from the left, one below the other, or begin with a small network.</source>
   <translation>Schichten von links untereinander hineinziehen oder mit einem kleinen Netz beginnen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/canvas.py" />
   <source>Draw here</source>
   <translation>Hier zeichnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/canvas.py" />
   <source>Draw here; the network answers while you draw.
Shift: straight line from the last point · [ ]: brush · E: eraser · Delete: clear</source>
   <translation>Hier zeichnen; das Netz antwortet schon dabei.
Umschalt: gerade Linie vom letzten Punkt · [ ]: Pinsel · E: Radierer · Entf: alles löschen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/canvas.py" />
   <source>Draw with mouse or pen. Without one, open or paste a picture, or try one of the test pictures.</source>
   <translation>Mit Maus oder Stift zeichnen. Ohne beides: ein Bild öffnen, einfügen oder eines der Testbilder nehmen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/canvas.py" />
   <source>Drawing</source>
   <translation>Zeichnung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>No layers yet</source>
   <translation>Noch keine Schichten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>Start with Input, Flatten and Dense</source>
   <translation>Mit Input, Flatten und Dense beginnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/canvas.py" />
   <source>This network can't be drawn here</source>
   <translation>Dieses Netz lässt sich hier nicht zeichnen</translation>
  </message>
 </context>
 <context>
  <name>CanvasTools</name>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Brush</source>
   <translation>Pinsel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Brush width</source>
   <translation>Pinselbreite</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Brush width ([ and ]). Strokes about as thick as in the training pictures are recognised best.</source>
   <translation>Pinselbreite ([ und ]). Am besten werden Striche erkannt, die etwa so dick sind wie in den Trainingsbildern.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Clear drawing</source>
   <translation>Zeichnung löschen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Draw ink (E switches)</source>
   <translation>Tinte zeichnen (E wechselt)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Draw it again (Ctrl+Shift+Z on the canvas)</source>
   <translation>Noch einmal zeichnen (Strg+Umschalt+Z auf der Zeichenfläche)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Eraser</source>
   <translation>Radierer</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Redo stroke</source>
   <translation>Strich wiederholen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Start with an empty canvas (Delete)</source>
   <translation>Mit leerer Zeichenfläche beginnen (Entf)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Take ink away, to see which stroke decides (E)</source>
   <translation>Tinte wegnehmen, um zu sehen, welcher Strich entscheidet (E)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Take the last stroke back (Ctrl+Z on the canvas)</source>
   <translation>Den letzten Strich zurücknehmen (Strg+Z auf der Zeichenfläche)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/tools.py" />
   <source>Undo stroke</source>
   <translation>Strich zurücknehmen</translation>
  </message>
 </context>
 <context>
  <name>Chart</name>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Epoch</source>
   <translation>Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Log</source>
   <translation>Log</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Save the chart</source>
   <translation>Diagramm speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Save this chart as a picture or its figures as a table.</source>
   <translation>Dieses Diagramm als Bild oder seine Zahlen als Tabelle speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Shows small losses as clearly as large ones.</source>
   <translation>Zeigt kleine Verluste so deutlich wie große.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/charts/chart.py" />
   <source>Shows the whole run again. Drag the chart to move it, turn the wheel to zoom.</source>
   <translation>Zeigt wieder den ganzen Lauf. Ziehen verschiebt das Diagramm, das Rad vergrößert.</translation>
  </message>
 </context>
 <context>
  <name>ChartsPane</name>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>CSV tables (*.csv)</source>
   <translation>CSV-Tabellen (*.csv)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Choose another folder.</source>
   <translation>Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Diverged</source>
   <translation>Divergiert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Finished</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>How much the line averages over past batches: 0 shows each batch as it is.</source>
   <translation>Wie stark die Linie über vergangene Batches mittelt: 0 zeigt jeden Batch, wie er ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Looking at the validation pictures: {done} of {count}</source>
   <translation>Validierungsbilder werden geprüft: {done} von {count}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>PNG pictures (*.png)</source>
   <translation>PNG-Bilder (*.png)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Paused: Continue goes on, One batch and One epoch go a step.</source>
   <translation>Pausiert: Fortsetzen macht weiter, Ein Batch und Eine Epoche gehen einen Schritt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Save batches as table…</source>
   <translation>Batches als Tabelle speichern …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Save chart as picture…</source>
   <translation>Diagramm als Bild speichern …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Save epochs as table…</source>
   <translation>Epochen als Tabelle speichern …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Stopped</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Stopped; what it has learned is kept.</source>
   <translation>Angehalten; was es gelernt hat, bleibt erhalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Stopping after the batches under way…</source>
   <translation>Hält nach den laufenden Batches an …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>The engine is preparing the run…</source>
   <translation>Die Engine bereitet den Lauf vor …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>The file could not be saved: {reason}</source>
   <translation>Die Datei konnte nicht gespeichert werden: {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/charts_pane.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
 </context>
 <context>
  <name>ChoiceCard</name>
  <message>
   <location filename="nnstudio/ui/data/choice_card.py" />
   <source>Pictures of {height} × {width} pixels from files of your own, not the published set.</source>
   <translation>Bilder von {height} × {width} Pixeln aus eigenen Dateien, nicht die veröffentlichte Sammlung.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/choice_card.py" />
   <source>The network learns from this. Its Input and its last layer follow; it can be undone.</source>
   <translation>Daraus lernt das Netz. Sein Input und seine letzte Schicht folgen; lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/choice_card.py" />
   <source>{training} to train, {test} to test, {classes} classes</source>
   <translation>{training} Training, {test} Test, {classes} Klassen</translation>
  </message>
 </context>
 <context>
  <name>ClassBars</name>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>All classes</source>
   <translation>Alle Klassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/bars.py" />
   <source>Classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/bars.py" />
   <source>No answer yet</source>
   <translation>Noch keine Antwort</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>Shows only the pictures of one class.</source>
   <translation>Zeigt nur die Bilder einer Klasse.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/bars.py" />
   <source>What the network makes of the picture: one value for each class, together 100 %.</source>
   <translation>Was das Netz in dem Bild sieht: ein Wert je Klasse, zusammen 100 %.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>test</source>
   <translation>Test</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/class_bars.py" />
   <source>{name}: {training} training, {validation} validation, {test} test pictures</source>
   <translation>{name}: {training} Trainings-, {validation} Validierungs-, {test} Testbilder</translation>
  </message>
 </context>
 <context>
  <name>ClassifyPage</name>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>CSV table</source>
   <translation>CSV-Tabelle</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Choose another folder.</source>
   <translation>Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Draw</source>
   <translation>Zeichnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Draw something, or open a picture: the answer follows while you draw.</source>
   <translation>Etwas zeichnen oder ein Bild öffnen: Die Antwort folgt schon beim Zeichnen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Drawing</source>
   <translation>Zeichnung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Dropped picture</source>
   <translation>Abgelegtes Bild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Export results</source>
   <translation>Ergebnisse exportieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Go back to your drawing: see its classes again</source>
   <translation>Zurück zur Zeichnung und ihren Klassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Looking…</source>
   <translation>Wird angesehen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Next: {label} ({share})</source>
   <translation>Danach: {label} ({share})</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Not probabilities: the last layer is no softmax</source>
   <translation>Keine Wahrscheinlichkeiten: Die letzte Schicht ist kein Softmax</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Open pictures</source>
   <translation>Bilder öffnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Pasted picture</source>
   <translation>Eingefügtes Bild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Reading…</source>
   <translation>Wird gelesen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Right: its label is {label}</source>
   <translation>Richtig: Es ist {label}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Test picture</source>
   <translation>Testbild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Test picture {number}</source>
   <translation>Testbild {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>The engine is starting; the answer follows.</source>
   <translation>Die Engine startet; die Antwort folgt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>The folder can't be read ({reason}).</source>
   <translation>Der Ordner lässt sich nicht lesen ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>There is no picture on the clipboard.</source>
   <translation>In der Zwischenablage ist kein Bild.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>There is nothing to recognise on this picture. Try one with more contrast.</source>
   <translation>Auf diesem Bild ist nichts zu erkennen. Eines mit mehr Kontrast versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>What the network sees</source>
   <translation>Was das Netz sieht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Wrong: its label is {label}</source>
   <translation>Falsch: Es ist {label}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>Wrote the answers for {count} pictures to {path}.</source>
   <translation>Die Antworten zu {count} Bildern stehen in {path}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/page.py" />
   <source>{path} can't be written ({reason}).</source>
   <translation>{path} lässt sich nicht schreiben ({reason}).</translation>
  </message>
 </context>
 <context>
  <name>ColourBar</name>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>Colour scale</source>
   <translation>Farbskala</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>Each picture is scaled to its own largest weight, so only shapes compare.</source>
   <translation>Jedes Bild ist auf sein eigenes größtes Gewicht bezogen, vergleichbar sind nur Formen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>From {low} to {high}</source>
   <translation>Von {low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>One scale for all pictures, so that colours compare between them. The largest half percent of the weights has the colours of the ends.</source>
   <translation>Eine Skala für alle Bilder, damit sich Farben vergleichen lassen. Das größte halbe Prozent der Gewichte hat die Farben der Enden.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>largest</source>
   <translation>größtes</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/colour_bar.py" />
   <source>−largest</source>
   <translation>−größtes</translation>
  </message>
 </context>
 <context>
  <name>Controls</name>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Channel</source>
   <translation>Kanal</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>How the weights are laid out: as the pictures each unit looks for, or as one map.</source>
   <translation>Wie die Gewichte ausgelegt sind: als Bilder, nach denen jede Einheit sucht, oder als eine Karte.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Layer</source>
   <translation>Schicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>On: one colour scale for all pictures, so that they compare. Off: each has its own.</source>
   <translation>Ein: eine Farbskala für alle Bilder, damit sie vergleichbar sind. Aus: jedes hat seine eigene.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>One colour scale for all pictures</source>
   <translation>Eine Farbskala für alle Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>One scale</source>
   <translation>Eine Skala</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Orders the pictures by their norm: those that count most in the layer come first.</source>
   <translation>Ordnet die Bilder nach ihrer Norm: Die in der Schicht am meisten zählen, kommen zuerst.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Save the pictures</source>
   <translation>Bilder speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Saves all pictures as one PNG file…</source>
   <translation>Speichert alle Bilder als eine PNG-Datei …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Strongest first</source>
   <translation>Stärkste zuerst</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>The layer whose weights are shown.</source>
   <translation>Die Schicht, deren Gewichte zu sehen sind.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>View</source>
   <translation>Ansicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/controls.py" />
   <source>Which of the channels it sees is shown.</source>
   <translation>Welcher ihrer Kanäle zu sehen ist.</translation>
  </message>
 </context>
 <context>
  <name>DataCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/data_commands.py" />
   <source>Choose &amp;folder…</source>
   <translation>&amp;Ordner wählen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/data_commands.py" />
   <source>Says where the files of the chosen data set are on this machine.</source>
   <translation>Gibt an, wo die Dateien des gewählten Datensatzes auf diesem Rechner liegen.</translation>
  </message>
 </context>
 <context>
  <name>DataPage</name>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Balanced: every class has {count} training pictures.</source>
   <translation>Ausgewogen: Jede Klasse hat {count} Trainingsbilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Balanced: the classes have {least} to {most} training pictures each.</source>
   <translation>Ausgewogen: Die Klassen haben je {least} bis {most} Trainingsbilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Change number of training pictures</source>
   <translation>Zahl der Trainingsbilder ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Change scaling</source>
   <translation>Skalierung ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Change validation share</source>
   <translation>Validierungsanteil ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Converted before: {folder}</source>
   <translation>Schon umgewandelt: {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Not in {folder}</source>
   <translation>Nicht in {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Not on this computer yet</source>
   <translation>Noch nicht auf diesem Rechner</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Scaling</source>
   <translation>Skalierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Some class has no training picture: the network can't learn it.</source>
   <translation>Eine Klasse hat kein Trainingsbild: Das Netz kann sie nicht lernen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Split</source>
   <translation>Aufteilung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/page.py" />
   <source>Unbalanced: {least} to {most} training pictures. Rare classes are learned worse.</source>
   <translation>Unausgewogen: {least} bis {most} Trainingsbilder. Seltene Klassen werden schlechter gelernt.</translation>
  </message>
 </context>
 <context>
  <name>DesignPage</name>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Add three layers</source>
   <translation>Drei Schichten hinzufügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Add {kind}</source>
   <translation>{kind} hinzufügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Change {layer}</source>
   <translation>{layer} ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Copy a layer here first (Ctrl+C).</source>
   <translation>Zuerst hier eine Schicht kopieren (Strg+C).</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Cut {layer}</source>
   <translation>{layer} ausschneiden</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Duplicate {layer}</source>
   <translation>{layer} verdoppeln</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Fix {layer}</source>
   <translation>{layer} reparieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Move {layer}</source>
   <translation>{layer} verschieben</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Paste {kind}</source>
   <translation>{kind} einfügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>Remove {layer}</source>
   <translation>{layer} entfernen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/page.py" />
   <source>The clipboard holds no layer: {reason}</source>
   <translation>In der Zwischenablage ist keine Schicht: {reason}</translation>
  </message>
 </context>
 <context>
  <name>DetailsDialog</name>
  <message>
   <location filename="nnstudio/ui/shell/notices.py" />
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
 </context>
 <context>
  <name>DropHint</name>
  <message>
   <location filename="nnstudio/ui/classify/drop_hint.py" />
   <source>Drop to classify</source>
   <translation>Zum Klassifizieren ablegen</translation>
  </message>
 </context>
 <context>
  <name>EditCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>&amp;Redo</source>
   <translation>&amp;Wiederholen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>&amp;Redo {step}</source>
   <translation>&amp;Wiederholen: {step}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>&amp;Undo {step}</source>
   <translation>&amp;Rückgängig: {step}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>Does the last edit that was taken back again.</source>
   <translation>Führt die zuletzt zurückgenommene Änderung wieder aus.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>Takes the last edit back.</source>
   <translation>Nimmt die letzte Änderung zurück.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>There is nothing to redo.</source>
   <translation>Es gibt nichts zu wiederholen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/edit_commands.py" />
   <source>There is nothing to undo.</source>
   <translation>Es gibt nichts zurückzunehmen.</translation>
  </message>
 </context>
 <context>
  <name>EnlargedPicture</name>
  <message>
   <location filename="nnstudio/ui/data/enlarged.py" />
   <source>Values as stored, 0 to {most}. Mean {mean}.</source>
   <translation>Werte wie gespeichert, 0 bis {most}. Mittel {mean}.</translation>
  </message>
 </context>
 <context>
  <name>EntryList</name>
  <message>
   <location filename="nnstudio/ui/classify/entries.py" />
   <source>Not classified yet</source>
   <translation>Noch nicht klassifiziert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/entries.py" />
   <source>Nothing on it</source>
   <translation>Nichts darauf</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/entries.py" />
   <source>Reading…</source>
   <translation>Wird gelesen …</translation>
  </message>
 </context>
 <context>
  <name>EpochModel</name>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Accuracy</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Epoch</source>
   <translation>Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Pictures/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Seconds</source>
   <translation>Sekunden</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>The best validation accuracy of this run.</source>
   <translation>Die beste Validierungsgenauigkeit dieses Laufs.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Val. accuracy</source>
   <translation>Val.-Genauigk.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Val. loss</source>
   <translation>Val.-Verlust</translation>
  </message>
 </context>
 <context>
  <name>EpochTable</name>
  <message>
   <location filename="nnstudio/ui/train/epoch_table.py" />
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
 </context>
 <context>
  <name>FigureRow</name>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>About what the rest of the run will take.</source>
   <translation>Was der Rest des Laufs etwa braucht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Batch</source>
   <translation>Batch</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Best validation</source>
   <translation>Beste Validierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Epoch</source>
   <translation>Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>How fast it trains.</source>
   <translation>Wie schnell es trainiert.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Pictures/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Share of the run that is done</source>
   <translation>Anteil des Laufs, der getan ist</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Steps done in this epoch.</source>
   <translation>Schritte, die in dieser Epoche getan sind.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>The highest accuracy on pictures that it doesn't learn from, and the epoch it was reached in.</source>
   <translation>Die höchste Genauigkeit an Bildern, aus denen es nicht lernt, und die Epoche, in der sie erreicht wurde.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>The pass over the training pictures under way.</source>
   <translation>Der laufende Durchgang durch die Trainingsbilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Time left</source>
   <translation>Restzeit</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Time spent on training, pauses left out.</source>
   <translation>Zeit im Training, ohne Pausen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>Time used</source>
   <translation>Bisher</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/figure_row.py" />
   <source>{best} in epoch {epoch}</source>
   <translation>{best} in Epoche {epoch}</translation>
  </message>
 </context>
 <context>
  <name>FileCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>&amp;Load weights…</source>
   <translation>Gewichte &amp;laden …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>&amp;New project</source>
   <translation>&amp;Neues Projekt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>&amp;Open…</source>
   <translation>Ö&amp;ffnen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>&amp;Save</source>
   <translation>&amp;Speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>A run is under way.</source>
   <translation>Ein Lauf ist im Gang.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>It is in {folder}</source>
   <translation>Es liegt in {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Keeps the project and its runs in a folder of your choosing from now on.</source>
   <translation>Hält das Projekt und seine Läufe von nun an in einem Ordner eigener Wahl.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Keras model (*{ending})</source>
   <translation>Keras-Modell (*{ending})</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Keras weights (*{ending})</source>
   <translation>Keras-Gewichte (*{ending})</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Load weights</source>
   <translation>Gewichte laden</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Loads weights from a .weights.h5 file into this network, as a new run.</source>
   <translation>Lädt Gewichte aus einer .weights.h5-Datei in dieses Netz, als neuen Lauf.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>No project has been opened yet</source>
   <translation>Noch kein Projekt wurde geöffnet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Open &amp;recent</source>
   <translation>&amp;Zuletzt geöffnet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Open a project folder</source>
   <translation>Projektordner öffnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Opens a project folder.</source>
   <translation>Öffnet einen Projektordner.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save &amp;as…</source>
   <translation>Speichern &amp;unter …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save &amp;model…</source>
   <translation>&amp;Modell speichern …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save &amp;weights…</source>
   <translation>&amp;Gewichte speichern …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save the model</source>
   <translation>Modell speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save the project as</source>
   <translation>Projekt speichern unter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Save the weights</source>
   <translation>Gewichte speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Saved {name}.</source>
   <translation>{name} ist gespeichert.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Starts a new project with the digits and a small network.</source>
   <translation>Beginnt ein neues Projekt mit den Ziffern und einem kleinen Netz.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Stop the run first.</source>
   <translation>Zuerst den Lauf anhalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>The weights in {name} were loaded as a new run.</source>
   <translation>Die Gewichte aus {name} wurden als neuer Lauf geladen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>There are no trained weights yet.</source>
   <translation>Es gibt noch keine trainierten Gewichte.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Writes network and weights to one .keras file that Keras opens.</source>
   <translation>Schreibt Netz und Gewichte in eine .keras-Datei, die Keras öffnet.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Writes the project now. It is also written by itself after each edit.</source>
   <translation>Schreibt das Projekt jetzt. Nach jeder Änderung geschieht das auch von selbst.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/file_commands.py" />
   <source>Writes the trained weights to a .weights.h5 file that Keras reads.</source>
   <translation>Schreibt die trainierten Gewichte in eine .weights.h5-Datei, die Keras liest.</translation>
  </message>
 </context>
 <context>
  <name>Files</name>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Choose a picture to see its classes and what the network sees of it</source>
   <translation>Ein Bild wählen, um seine Klassen zu sehen und was das Netz davon sieht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Choose one or several picture files</source>
   <translation>Eine oder mehrere Bilddateien wählen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Clear list</source>
   <translation>Liste leeren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Drop pictures anywhere on this page, paste one with Ctrl+V, or open some.</source>
   <translation>Bilder irgendwo auf dieser Seite ablegen, mit Strg+V einfügen oder öffnen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Export results</source>
   <translation>Ergebnisse exportieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Open…</source>
   <translation>Öffnen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Paste</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Pictures classified</source>
   <translation>Klassifizierte Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Stop reading; pictures not read yet leave the list</source>
   <translation>Lesen abbrechen; noch nicht gelesene Bilder verlassen die Liste</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Take a picture or files from the clipboard (Ctrl+V)</source>
   <translation>Ein Bild oder Dateien aus der Zwischenablage nehmen (Strg+V)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Take all pictures off this list; the files stay where they are (Delete: only the selected ones)</source>
   <translation>Alle Bilder von der Liste nehmen; die Dateien bleiben, wo sie sind (Entf: nur die ausgewählten)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Write the answers for all opened pictures as a CSV table</source>
   <translation>Die Antworten zu allen geöffneten Bildern als CSV-Tabelle schreiben</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>Your pictures</source>
   <translation>Eigene Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>{count} picture</source>
   <translation>{count} Bild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/files.py" />
   <source>{count} pictures</source>
   <translation>{count} Bilder</translation>
  </message>
 </context>
 <context>
  <name>Gallery</name>
  <message>
   <location filename="nnstudio/ui/data/gallery.py" />
   <source>Sample pictures</source>
   <translation>Beispielbilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/gallery.py" />
   <source>Test picture</source>
   <translation>Testbild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/gallery.py" />
   <source>Training picture</source>
   <translation>Trainingsbild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/gallery.py" />
   <source>Validation picture</source>
   <translation>Validierungsbild</translation>
  </message>
 </context>
 <context>
  <name>HelpCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>&amp;About NN Studio</source>
   <translation>&amp;Über NN Studio</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>All keys that do something.</source>
   <translation>Alle Tasten, die etwas tun.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>Version and licence.</source>
   <translation>Version und Lizenz.</translation>
  </message>
 </context>
 <context>
  <name>Histogram</name>
  <message>
   <location filename="nnstudio/ui/weights/histogram.py" />
   <source>From {low} to {high}, mean {mean}</source>
   <translation>Von {low} bis {high}, Mittel {mean}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/histogram.py" />
   <source>Histogram of the weights</source>
   <translation>Histogramm der Gewichte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/histogram.py" />
   <source>How many weights there are of each size. A healthy layer spreads out while it learns; a spike at zero means weights that do nothing.</source>
   <translation>Wie viele Gewichte jeder Größe es gibt. Eine gesunde Schicht breitet sich beim Lernen aus; eine Spitze bei null heißt, dass Gewichte nichts tun.</translation>
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Choose a layer to see what it does and to change its settings.</source>
   <translation>Eine Schicht wählen, um zu sehen, was sie tut, und um ihre Einstellungen zu ändern.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Duplicate (Ctrl+D)</source>
   <translation>Verdoppeln (Strg+D)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Input</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Move down (Alt+Down)</source>
   <translation>Nach unten (Alt+Ab)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Move up (Alt+Up)</source>
   <translation>Nach oben (Alt+Auf)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Multiply-adds</source>
   <translation>Rechenschritte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>No layer chosen</source>
   <translation>Keine Schicht gewählt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Output</source>
   <translation>Ausgabe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Remove (Delete)</source>
   <translation>Entfernen (Entf)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>What it does here</source>
   <translation>Was sie hier tut</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>change its settings</source>
   <translation>ihre Einstellungen ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>choose a layer</source>
   <translation>eine Schicht wählen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>copy, cut, paste</source>
   <translation>kopieren, ausschneiden, einfügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>duplicate it</source>
   <translation>sie verdoppeln</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>move it</source>
   <translation>sie verschieben</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/inspector.py" />
   <source>remove it</source>
   <translation>sie entfernen</translation>
  </message>
 </context>
 <context>
  <name>Invitation</name>
  <message>
   <location filename="nnstudio/ui/train/invitation.py" />
   <source>Starts a new run of the network with the settings as they are.</source>
   <translation>Beginnt einen neuen Lauf des Netzes mit den jetzigen Einstellungen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/invitation.py" />
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/invitation.py" />
   <source>Training is about to begin.</source>
   <translation>Das Training beginnt gleich.</translation>
  </message>
 </context>
 <context>
  <name>LayerPalette</name>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Find a layer</source>
   <translation>Schicht suchen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Layers to add</source>
   <translation>Schichten zum Hinzufügen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>No layer of that name.</source>
   <translation>Keine Schicht dieses Namens.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Shows the layers with these words; Enter adds the first one.</source>
   <translation>Zeigt die Schichten mit diesen Wörtern; Eingabe fügt die erste hinzu.</translation>
  </message>
 </context>
 <context>
  <name>LegendButton</name>
  <message>
   <location filename="nnstudio/ui/charts/legend.py" />
   <source>Click to show or hide it.</source>
   <translation>Klicken, um es zu zeigen oder zu verbergen.</translation>
  </message>
 </context>
 <context>
  <name>LogPane</name>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>Clear</source>
   <translation>Leeren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>Copies the chosen lines, or all of them.</source>
   <translation>Kopiert die gewählten Zeilen oder alle.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>Empties the log.</source>
   <translation>Leert das Log.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>Log of the engine</source>
   <translation>Log der Engine</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>The last {count} lines</source>
   <translation>Die letzten {count} Zeilen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/log_pane.py" />
   <source>What the engine writes while it starts and trains appears here.</source>
   <translation>Hier erscheint, was die Engine beim Starten und Trainieren schreibt.</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Data</source>
   <translation>D&amp;aten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Network</source>
   <translation>&amp;Netz</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Preferences…</source>
   <translation>&amp;Einstellungen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>&amp;View</source>
   <translation>An&amp;sicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>A run is under way</source>
   <translation>Ein Lauf ist im Gang</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Appearance, backend and charts.</source>
   <translation>Erscheinungsbild, Rechenwerk und Diagramme.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Close and lose it</source>
   <translation>Schließen und verlieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Closes the window. Everything is saved by itself.</source>
   <translation>Schließt das Fenster. Alles wird von selbst gespeichert.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>If you close now it ends, and keeps what it has learned so far.</source>
   <translation>Beim Schließen endet er und behält, was er bis dahin gelernt hat.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Keep the window open</source>
   <translation>Fenster offen lassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Keep training</source>
   <translation>Weiter trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Not everything is on the disk</source>
   <translation>Nicht alles ist auf der Festplatte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>Stop training and close</source>
   <translation>Training anhalten und schließen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>{project} (to look at only)</source>
   <translation>{project} (nur zum Ansehen)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/main_window.py" />
   <source>{project}[*] – NN Studio</source>
   <translation>{project}[*] – NN Studio</translation>
  </message>
 </context>
 <context>
  <name>NoticeBanner</name>
  <message>
   <location filename="nnstudio/ui/shell/notices.py" />
   <source>Close this notice</source>
   <translation>Diesen Hinweis schließen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/notices.py" />
   <source>Details…</source>
   <translation>Einzelheiten …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/notices.py" />
   <source>Shows all that is known of it, to read or to copy.</source>
   <translation>Zeigt alles, was darüber bekannt ist, zum Lesen und Kopieren.</translation>
  </message>
 </context>
 <context>
  <name>OpenedPictures</name>
  <message>
   <location filename="nnstudio/ui/classify/opened.py" />
   <source>Clear the list to add more.</source>
   <translation>Die Liste leeren, um weitere hinzuzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/opened.py" />
   <source>Only {room} of {count} pictures were added; the list holds {most} at the most.</source>
   <translation>Nur {room} von {count} Bildern kamen hinzu; die Liste fasst höchstens {most}.</translation>
  </message>
 </context>
 <context>
  <name>OptionalSizeEditor</name>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>on</source>
   <translation>ein</translation>
  </message>
 </context>
 <context>
  <name>PageArea</name>
  <message>
   <location filename="nnstudio/ui/shell/page_area.py" />
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
 </context>
 <context>
  <name>PaletteEntry</name>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>{about}
Drag it into the network, or double-click.</source>
   <translation>{about}
In das Netz ziehen oder doppelklicken.</translation>
  </message>
 </context>
 <context>
  <name>PictureView</name>
  <message>
   <location filename="nnstudio/ui/classify/picture_view.py" />
   <source>Row {row}, column {column}: {value}</source>
   <translation>Zeile {row}, Spalte {column}: {value}</translation>
  </message>
 </context>
 <context>
  <name>PreferencesDialog</name>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>0 shows each batch as it was; towards 1 the curves by batch become calmer.</source>
   <translation>0 zeigt jeden Batch, wie er war; gegen 1 werden die Kurven der Batches ruhiger.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>A run under way goes on as it is; the next one uses the choice.</source>
   <translation>Ein laufender Lauf geht weiter wie er ist; der nächste benutzt die Wahl.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Appearance</source>
   <translation>Erscheinungsbild</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Compiles the whole training step. Often several times as fast for dense networks.</source>
   <translation>Übersetzt den ganzen Trainingsschritt. Bei dichten Netzen oft mehrmals so schnell.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Dark text on light ground.</source>
   <translation>Dunkle Schrift auf hellem Grund.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>How far the curves by batch are averaged. Learning itself is not changed.</source>
   <translation>Wie weit die Kurven der Batches gemittelt werden. Das Lernen selbst ändert sich nicht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Light or dark, as the system is, also when it changes.</source>
   <translation>Hell oder dunkel wie das System, auch wenn es wechselt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Light text on dark ground.</source>
   <translation>Helle Schrift auf dunklem Grund.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Runs are computed by</source>
   <translation>Läufe rechnet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Smoothing of the charts</source>
   <translation>Glättung der Diagramme</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>Smoothing of the curves</source>
   <translation>Glättung der Kurven</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/preferences_dialog.py" />
   <source>The reference. The faster one for networks with large convolutions.</source>
   <translation>Die Referenz. Schneller bei Netzen mit großen Faltungen.</translation>
  </message>
 </context>
 <context>
  <name>Reading</name>
  <message>
   <location filename="nnstudio/ui/classify/reading.py" />
   <source>Reading pictures</source>
   <translation>Bilder werden gelesen</translation>
  </message>
 </context>
 <context>
  <name>Remark</name>
  <message>
   <location filename="nnstudio/ui/train/remark.py" />
   <source>Show log</source>
   <translation>Log zeigen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/remark.py" />
   <source>Shows what the engine wrote; the reason is often near the end.</source>
   <translation>Zeigt, was die Engine schrieb; der Grund steht oft am Ende.</translation>
  </message>
 </context>
 <context>
  <name>Result</name>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>By class</source>
   <translation>Nach Klasse</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>By class, rows stay where they are while you draw; by probability, the likeliest is on top.</source>
   <translation>Nach Klasse bleiben die Zeilen beim Zeichnen, wo sie sind; nach Wahrscheinlichkeit steht die wahrscheinlichste oben.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>By probability</source>
   <translation>Nach Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Order of the classes</source>
   <translation>Reihenfolge der Klassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>The network answers with no number (NaN). Its training diverged: try a smaller learning rate.</source>
   <translation>Das Netz antwortet mit keiner Zahl (NaN). Das Training ist entgleist: eine kleinere Lernrate versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Then it answers while you draw, and you can watch it learn. You can draw already.</source>
   <translation>Dann antwortet es schon beim Zeichnen, und man kann ihm beim Lernen zusehen. Zeichnen geht schon jetzt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Train a network first</source>
   <translation>Zuerst ein Netz trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/result.py" />
   <source>Train the network of the Design page on the chosen data</source>
   <translation>Das Netz der Entwurfsseite mit den gewählten Daten trainieren</translation>
  </message>
 </context>
 <context>
  <name>RunButtons</name>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Continue</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Does one step on one batch, then waits.</source>
   <translation>Tut einen Schritt mit einem Batch und wartet dann.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Ends the run. What it has learned is kept.</source>
   <translation>Beendet den Lauf. Was er gelernt hat, bleibt erhalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Goes on where the run waits.</source>
   <translation>Macht weiter, wo der Lauf wartet.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Goes through all training pictures once, then waits.</source>
   <translation>Geht einmal durch alle Trainingsbilder und wartet dann.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>One batch</source>
   <translation>1 Batch</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>One epoch</source>
   <translation>1 Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Starts a new run with these settings.</source>
   <translation>Beginnt einen neuen Lauf mit diesen Einstellungen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Stopping…</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_buttons.py" />
   <source>Waits after the batches under way.</source>
   <translation>Wartet nach den laufenden Batches.</translation>
  </message>
 </context>
 <context>
  <name>RunsPanel</name>
  <message>
   <location filename="nnstudio/ui/shell/runs_panel.py" />
   <source>Choose a run to see its curves and weights.</source>
   <translation>Einen Lauf wählen, um seine Kurven und Gewichte zu sehen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/runs_panel.py" />
   <source>No runs yet.
Press Train, and each run is kept here with its curves and weights.</source>
   <translation>Noch keine Läufe.
Trainieren drücken: Jeder Lauf bleibt hier mit seinen Kurven und Gewichten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/runs_panel.py" />
   <source>Other runs can be shown when this one is over.</source>
   <translation>Andere Läufe sind zu sehen, wenn dieser vorbei ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/runs_panel.py" />
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
 </context>
 <context>
  <name>Samples</name>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>A test picture whose true label is {label}: see whether the network agrees</source>
   <translation>Ein Testbild, das in Wahrheit {label} zeigt: Stimmt das Netz zu?</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>Draw other pictures from the test set</source>
   <translation>Andere Bilder aus den Testbildern ziehen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>Other test pictures</source>
   <translation>Andere Testbilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>Test picture of {label}</source>
   <translation>Testbild: {label}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>Try one</source>
   <translation>Ausprobieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/samples.py" />
   <source>from the test pictures</source>
   <translation>aus den Testbildern</translation>
  </message>
 </context>
 <context>
  <name>SaveDialog</name>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Each weight becomes a square of so many pixels.</source>
   <translation>Jedes Gewicht wird ein Quadrat aus so vielen Pixeln.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Labels</source>
   <translation>Beschriftung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Number of each unit or filter</source>
   <translation>Nummer jeder Einheit oder jedes Filters</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Pixels a weight</source>
   <translation>Pixel je Gewicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Save the pictures</source>
   <translation>Bilder speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>Writes the number above each picture.</source>
   <translation>Schreibt die Nummer über jedes Bild.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/saving.py" />
   <source>{width} × {height} pixels</source>
   <translation>{width} × {height} Pixel</translation>
  </message>
 </context>
 <context>
  <name>ScaleFigure</name>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>Before: {before}. After: {after}.</source>
   <translation>Vorher: {before}. Nachher: {after}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>as stored</source>
   <translation>wie gespeichert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>mean {mean} ± {deviation}</source>
   <translation>Mittel {mean} ± {deviation}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>to the network</source>
   <translation>zum Netz</translation>
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <location filename="nnstudio/ui/train/settings.py" />
   <source>Change {setting}</source>
   <translation>{setting} ändern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/settings.py" />
   <source>Changes take effect with the next run.</source>
   <translation>Änderungen gelten ab dem nächsten Lauf.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/settings.py" />
   <source>How it learns</source>
   <translation>Wie es lernt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/settings.py" />
   <source>How long, and on what</source>
   <translation>Wie lange und woran</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <location filename="nnstudio/ui/shell/help_commands.py" />
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
 </context>
 <context>
  <name>SizeEditor</name>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>Keeps rows and columns equal</source>
   <translation>Hält Zeilen und Spalten gleich</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>rows</source>
   <translation>Zeilen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/editors.py" />
   <source>rows and columns equal</source>
   <translation>Zeilen und Spalten gleich</translation>
  </message>
 </context>
 <context>
  <name>SplitEditor</name>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Kept aside</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Share kept aside for validation, in percent</source>
   <translation>Zur Validierung zurückgelegter Anteil in Prozent</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Use only</source>
   <translation>Nur benutzen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>all</source>
   <translation>alle</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>of {count}</source>
   <translation>von {count}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>{training} train · {validation} validate · {test} test</source>
   <translation>{training} Train. · {validation} Val. · {test} Test</translation>
  </message>
 </context>
 <context>
  <name>Stages</name>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>Pixels that go into the network</source>
   <translation>Pixel, die in das Netz gehen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>The pixels that go into the network. Point at one to read its value.</source>
   <translation>Die Pixel, die in das Netz gehen. Auf eines zeigen, um seinen Wert zu lesen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>What the network sees</source>
   <translation>Was das Netz sieht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>{width} × {height} pixels in {channels} colours, values {low} to {high}</source>
   <translation>{width} × {height} Pixel in {channels} Farben, Werte {low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>{width} × {height} pixels, values {low} to {high}</source>
   <translation>{width} × {height} Pixel, Werte {low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/stages.py" />
   <source>{width} × {height} pixels: so your drawing will arrive</source>
   <translation>{width} × {height} Pixel: so kommt die Zeichnung an</translation>
  </message>
 </context>
 <context>
  <name>StatusBar</name>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>1 problem</source>
   <translation>1 Problem</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Engine ended</source>
   <translation>Engine beendet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Engine ready</source>
   <translation>Engine bereit</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Engine starting</source>
   <translation>Engine startet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>No problems</source>
   <translation>Keine Probleme</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Numbers that training adjusts.</source>
   <translation>Zahlen, die das Training einstellt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Shows where the problems are.</source>
   <translation>Zeigt, wo die Probleme sind.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>The design can be trained.</source>
   <translation>Der Entwurf lässt sich trainieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>The process that trains and predicts.</source>
   <translation>Der Prozess, der trainiert und vorhersagt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Train is off: {reason}</source>
   <translation>Trainieren geht nicht: {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Training and test pictures. Shows the data.</source>
   <translation>Trainings- und Testbilder. Zeigt die Daten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{count} parameters</source>
   <translation>{count} Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{count} problems</source>
   <translation>{count} Probleme</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{title}: no pictures</source>
   <translation>{title}: keine Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{title}: reading…</source>
   <translation>{title}: wird gelesen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{title}: {training} + {test}</source>
   <translation>{title}: {training} + {test}</translation>
  </message>
 </context>
 <context>
  <name>SummaryDialog</name>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Copy as text</source>
   <translation>Als Text kopieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Layer</source>
   <translation>Schicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Layers</source>
   <translation>Schichten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Output shape</source>
   <translation>Form der Ausgabe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Param #</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Puts the table into the clipboard as aligned text.</source>
   <translation>Legt die Tabelle als ausgerichteten Text in die Zwischenablage.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/summary.py" />
   <source>Summary of the network</source>
   <translation>Übersicht des Netzes</translation>
  </message>
 </context>
 <context>
  <name>TaskView</name>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>Stops this work. Nothing half done is left behind.</source>
   <translation>Bricht diese Arbeit ab. Nichts Halbes bleibt zurück.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/status.py" />
   <source>{text} (and {count} more)</source>
   <translation>{text} (und {count} weitere)</translation>
  </message>
 </context>
 <context>
  <name>TilePanel</name>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>Click a picture, or walk through them with the arrow keys, to see it enlarged.</source>
   <translation>Ein Bild anklicken oder mit den Pfeiltasten durchgehen, um es vergrößert zu sehen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>No picture chosen</source>
   <translation>Kein Bild gewählt</translation>
  </message>
 </context>
 <context>
  <name>TilePicture</name>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>The chosen picture, enlarged</source>
   <translation>Das gewählte Bild, vergrößert</translation>
  </message>
 </context>
 <context>
  <name>Totals</name>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>About what training takes with this batch size.</source>
   <translation>Was das Training mit dieser Batchgröße etwa braucht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>All numbers that the network consists of.</source>
   <translation>Alle Zahlen, aus denen das Netz besteht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>Multiplications, each with its addition, for one picture.</source>
   <translation>Multiplikationen, jede mit ihrer Addition, für ein Bild.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>Numbers that follow the data, such as running means.</source>
   <translation>Zahlen, die den Daten folgen, etwa gleitende Mittel.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>Numbers that training changes.</source>
   <translation>Zahlen, die das Training ändert.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>Shows all layers as a table that can be copied.</source>
   <translation>Zeigt alle Schichten als Tabelle zum Kopieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>Summary</source>
   <translation>Übersicht</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>multiply-adds</source>
   <translation>Rechenschritte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>non-trainable</source>
   <translation>nicht trainierbar</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>trainable</source>
   <translation>trainierbar</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/totals.py" />
   <source>training memory</source>
   <translation>Trainingsspeicher</translation>
  </message>
 </context>
 <context>
  <name>TrainBar</name>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>Engine</source>
   <translation>Engine</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>No engine</source>
   <translation>Keine Engine</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>Progress of the run</source>
   <translation>Fortschritt des Laufs</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>Starting the engine…</source>
   <translation>Engine startet …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_bar.py" />
   <source>What computes the training. Click to choose TensorFlow or JAX.</source>
   <translation>Was das Training rechnet. Klicken, um TensorFlow oder JAX zu wählen.</translation>
  </message>
 </context>
 <context>
  <name>TrainCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>&amp;Continue</source>
   <translation>&amp;Fortsetzen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>&amp;Pause</source>
   <translation>&amp;Pause</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>&amp;Stop</source>
   <translation>&amp;Anhalten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>&amp;Train</source>
   <translation>&amp;Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>+1 batch</source>
   <translation>+1 Batch</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>+1 epoch</source>
   <translation>+1 Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>A run is under way: pause or stop it first.</source>
   <translation>Ein Lauf ist im Gang: ihn zuerst pausieren oder anhalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Computes with JAX, often faster on small dense networks. Changes when no run is under way.</source>
   <translation>Rechnet mit JAX, bei kleinen dichten Netzen oft schneller. Wechselt, wenn kein Lauf im Gang ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Computes with TensorFlow. Changes when no run is under way.</source>
   <translation>Rechnet mit TensorFlow. Wechselt, wenn kein Lauf im Gang ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Ends the run and keeps what it has learned so far.</source>
   <translation>Beendet den Lauf und behält, was er bis dahin gelernt hat.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Goes on with the run where it was paused.</source>
   <translation>Setzt den Lauf fort, wo er pausiert wurde.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Holds the run after the batches under way; nothing is lost.</source>
   <translation>Hält den Lauf nach den laufenden Batches an; nichts geht verloren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>It is stopping.</source>
   <translation>Er hält gerade an.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>No run is under way.</source>
   <translation>Kein Lauf ist im Gang.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>One &amp;batch</source>
   <translation>Ein &amp;Batch</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>One &amp;epoch</source>
   <translation>Eine &amp;Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Starts a new run: trains the network from fresh weights.</source>
   <translation>Beginnt einen neuen Lauf: trainiert das Netz von neuen Gewichten aus.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Trains on one batch, then pauses: one step of the optimiser.</source>
   <translation>Trainiert mit einem Batch und pausiert dann: ein Schritt des Optimierers.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/train_commands.py" />
   <source>Trains to the end of one epoch, then pauses: once through all training pictures.</source>
   <translation>Trainiert bis zum Ende einer Epoche und pausiert dann: einmal durch alle Trainingsbilder.</translation>
  </message>
 </context>
 <context>
  <name>TrainPage</name>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>A lower learning rate avoids such leaps.</source>
   <translation>Eine kleinere Lernrate vermeidet solche Sprünge.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Check the settings on the left, then train: loss and accuracy appear here while it learns.</source>
   <translation>Links die Einstellungen prüfen, dann trainieren: Verlust und Genauigkeit erscheinen hier beim Lernen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Log</source>
   <translation>Log</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>No run yet</source>
   <translation>Noch kein Lauf</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Show log</source>
   <translation>Log zeigen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Shows what the engine has written so far.</source>
   <translation>Zeigt, was die Engine bisher geschrieben hat.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The engine ended in the middle of the run. {reason}</source>
   <translation>Die Engine endete mitten im Lauf. {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The loss is not a number since epoch {epoch}, batch {batch}.</source>
   <translation>Der Verlust ist seit Epoche {epoch}, Batch {batch} keine Zahl mehr.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The loss was not a number in epoch {epoch}, batch {batch}; now it is one again.</source>
   <translation>Der Verlust war in Epoche {epoch}, Batch {batch} keine Zahl; jetzt ist er wieder eine.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The run failed. {reason}</source>
   <translation>Der Lauf ist gescheitert. {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The steps became too large: lower the learning rate, and train again.</source>
   <translation>Die Schritte wurden zu groß: Lernrate senken und neu trainieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>The steps have become too large: stop, lower the learning rate, and train again.</source>
   <translation>Die Schritte sind zu groß geworden: anhalten, die Lernrate senken und neu trainieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>Training diverged.</source>
   <translation>Das Training ist divergiert.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/page.py" />
   <source>What was kept so far is not lost. Mend what the message names, then train again.</source>
   <translation>Was bisher erhalten ist, geht nicht verloren. Beheben, was die Meldung nennt, und neu trainieren.</translation>
  </message>
 </context>
 <context>
  <name>TroubleStrip</name>
  <message>
   <location filename="nnstudio/ui/design/card.py" />
   <source>Fix: {what}</source>
   <translation>Beheben: {what}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card.py" />
   <source>Mends this. It can be undone.</source>
   <translation>Behebt das. Lässt sich rückgängig machen.</translation>
  </message>
 </context>
 <context>
  <name>ViewCommands</name>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>&amp;Light</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>&amp;Runs</source>
   <translation>&amp;Läufe</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Colours of the s&amp;ystem</source>
   <translation>Farben des S&amp;ystems</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Da&amp;rk</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Dark text on light ground.</source>
   <translation>Dunkle Schrift auf hellem Grund.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Light or dark, as the system is.</source>
   <translation>Hell oder dunkel wie das System.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Light text on dark ground.</source>
   <translation>Helle Schrift auf dunklem Grund.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/view_commands.py" />
   <source>Shows or hides the list of runs.</source>
   <translation>Zeigt oder verbirgt die Liste der Läufe.</translation>
  </message>
 </context>
 <context>
  <name>WeightsPage</name>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Choose another folder.</source>
   <translation>Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Dense and Conv2D layers have weights. Add one in Design, and train again.</source>
   <translation>Dense- und Conv2D-Schichten haben Gewichte. Im Entwurf eine hinzufügen und neu trainieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Kernel</source>
   <translation>Kernel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Nothing trained yet</source>
   <translation>Noch nichts trainiert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Once the network trains, each unit's weights appear here as a picture of what it looks for.</source>
   <translation>Sobald das Netz trainiert, erscheinen hier die Gewichte jeder Einheit als Bild dessen, wonach sie sucht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>PNG pictures (*.png)</source>
   <translation>PNG-Bilder (*.png)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Save the pictures</source>
   <translation>Bilder speichern</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>The pictures could not be saved: {reason}</source>
   <translation>Die Bilder konnten nicht gespeichert werden: {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>The weights are being fetched…</source>
   <translation>Die Gewichte werden geholt …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>The weights could not be read: {reason}</source>
   <translation>Die Gewichte konnten nicht gelesen werden: {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>This network has no weights to show</source>
   <translation>Dieses Netz hat keine Gewichte zum Zeigen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>Weights as pictures</source>
   <translation>Gewichte als Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>they are of another network.</source>
   <translation>sie gehören zu einem anderen Netz.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/page.py" />
   <source>weights.png</source>
   <translation>gewichte.png</translation>
  </message>
 </context>
 <context>
  <name>ZoomControls</name>
  <message>
   <location filename="nnstudio/ui/weights/zoom.py" />
   <source>Draws the weights as large as they fit, but never too small to see anything.</source>
   <translation>Zeichnet die Gewichte so groß, wie sie passen, aber nie zu klein, um etwas zu sehen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/zoom.py" />
   <source>Fit</source>
   <translation>Einpassen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/zoom.py" />
   <source>Pixels a weight. Also + and −, or Ctrl and the wheel.</source>
   <translation>Pixel je Gewicht. Auch + und −, oder Strg und das Mausrad.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/zoom.py" />
   <source>Zoom</source>
   <translation>Vergrößerung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/zoom.py" />
   <source>{scale} px</source>
   <translation>{scale} px</translation>
  </message>
 </context>
 <context>
  <name>application</name>
  <message>
   <location filename="nnstudio/ui/application.py" />
   <source>Something unexpected happened: {error}</source>
   <translation>Etwas Unerwartetes ist geschehen: {error}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/application.py" />
   <source>Your work is saved. If the window behaves oddly from here, start the program again.</source>
   <translation>Die Arbeit ist gespeichert. Falls sich das Fenster ab hier seltsam verhält, das Programm neu starten.</translation>
  </message>
 </context>
 <context>
  <name>catalogue</name>
  <message>
   <location filename="data" />
   <source>1,797 handwritten digits of 8 × 8 pixels. Comes with the program.</source>
   <translation>1.797 Ziffern von Hand, 8 × 8 Pixel. Im Programm enthalten.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>70,000 handwritten digits of 28 × 28 pixels.</source>
   <translation>70.000 Ziffern von Hand, 28 × 28 Pixel.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>70,000 pictures of clothes, 28 × 28 pixels.</source>
   <translation>70.000 Bilder von Kleidung, 28 × 28 Pixel.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Activation</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Adds a learned constant to each output.</source>
   <translation>Addiert zu jeder Ausgabe eine gelernte Konstante.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Applies a function to each value.</source>
   <translation>Wendet auf jeden Wert eine Funktion an.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Basics</source>
   <translation>Grundlagen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Batch size</source>
   <translation>Batchgröße</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Beta 1</source>
   <translation>Beta 1</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Beta 2</source>
   <translation>Beta 2</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Bias</source>
   <translation>Bias</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Convolution</source>
   <translation>Faltung</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Digits 8 × 8</source>
   <translation>Ziffern 8 × 8</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Epsilon</source>
   <translation>Epsilon</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Every unit sees every input.</source>
   <translation>Jede Einheit sieht jede Eingabe.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Fashion-MNIST</source>
   <translation>Fashion-MNIST</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Fewer training pictures make an epoch faster and overfitting easier to see. 0 uses all of them.</source>
   <translation>Weniger Trainingsbilder machen eine Epoche schneller und Überanpassung sichtbarer. 0 benutzt alle.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Filters</source>
   <translation>Filter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Fixes the first weights, the order of the pictures and dropout: the same seed gives the same run.</source>
   <translation>Legt die ersten Gewichte, die Reihenfolge der Bilder und Dropout fest: Derselbe Startwert gibt denselben Lauf.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Height, width and channels of one picture.</source>
   <translation>Höhe, Breite und Kanäle eines Bildes.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How far the kernel moves each time. 2 halves the picture.</source>
   <translation>Wie weit der Kernel jedes Mal rückt. 2 halbiert das Bild.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How far the window moves each time. Off: by its own size.</source>
   <translation>Wie weit das Fenster jedes Mal rückt. Aus: um seine eigene Größe.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How many kernels, each looking for its own pattern.</source>
   <translation>Wie viele Kernel, von denen jeder sein eigenes Muster sucht.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How many outputs. More can learn more, cost more and overfit sooner.</source>
   <translation>Wie viele Ausgaben. Mehr lernen mehr, kosten mehr und überanpassen sich eher.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>How much of the last step is carried on: smooths the way and speeds it up. 0.9 is usual with SGD.</source>
   <translation>Wie viel vom letzten Schritt weiterwirkt: glättet den Weg und beschleunigt ihn. Bei SGD ist 0,9 üblich.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>How often all training pictures are gone through.</source>
   <translation>Wie oft alle Trainingsbilder durchlaufen werden.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>How slowly the mean of the gradients fades. 0.9 is usual.</source>
   <translation>Wie langsam das Mittel der Gradienten verblasst. Üblich ist 0,9.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>How slowly the mean of their squares fades. 0.999 is usual.</source>
   <translation>Wie langsam das Mittel ihrer Quadrate verblasst. Üblich ist 0,999.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How slowly the running mean follows the batches.</source>
   <translation>Wie langsam das gleitende Mittel den Batches folgt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>How slowly the running mean of squared gradients fades. 0.9 is usual.</source>
   <translation>Wie langsam das gleitende Mittel der quadrierten Gradienten verblasst. Üblich ist 0,9.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>How the first random weights are drawn. Glorot suits sigmoid, tanh and softmax; He suits ReLU.</source>
   <translation>Wie die ersten zufälligen Gewichte gezogen werden. Glorot passt zu Sigmoid, Tanh und Softmax; He zu ReLU.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Initial weights</source>
   <translation>Startgewichte</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Keeps each channel's values in a steady range, so that training goes faster.</source>
   <translation>Hält die Werte jedes Kanals in einem gleichmäßigen Bereich, damit das Training schneller geht.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Keeps the division safe.</source>
   <translation>Sichert die Division.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Keeps the largest value of each window.</source>
   <translation>Behält den größten Wert jedes Fensters.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Keeps the mean of each channel.</source>
   <translation>Behält das Mittel jedes Kanals.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Keeps the mean of each window.</source>
   <translation>Behält das Mittel jedes Fensters.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Kept aside</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Kernel</source>
   <translation>Kernel</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Lays all values out in one row, as Dense layers like them.</source>
   <translation>Legt alle Werte in eine Reihe, wie Dense-Schichten sie mögen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Looks ahead along the momentum before it takes the gradient.</source>
   <translation>Schaut entlang des Momentums voraus, bevor es den Gradienten nimmt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="data" />
   <source>MNIST</source>
   <translation>MNIST</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Momentum</source>
   <translation>Momentum</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Nesterov</source>
   <translation>Nesterov</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Optimiser</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Padding</source>
   <translation>Rand</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Pictures for each step. Small batches learn more from each picture; large ones run faster.</source>
   <translation>Bilder je Schritt. Kleine Batches lernen mehr aus jedem Bild; große laufen schneller.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Pooling</source>
   <translation>Pooling</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Pulls all weights towards zero a little at each step, against overfitting.</source>
   <translation>Zieht bei jedem Schritt alle Gewichte ein wenig gegen null, gegen Überanpassung.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Rate</source>
   <translation>Rate</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Regularization</source>
   <translation>Regularisierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Rho</source>
   <translation>Rho</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Rows and columns of each kernel.</source>
   <translation>Zeilen und Spalten jedes Kernels.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Rows and columns of the window that becomes one value.</source>
   <translation>Zeilen und Spalten des Fensters, das ein Wert wird.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/palette.py" />
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Slides small kernels over the picture to find local patterns.</source>
   <translation>Schiebt kleine Kernel über das Bild, um örtliche Muster zu finden.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Strides</source>
   <translation>Schrittweite</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Switches random values off while training, against overfitting.</source>
   <translation>Schaltet beim Training zufällige Werte aus, gegen Überanpassung.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>The function applied to each output. ReLU suits hidden layers; softmax turns the last layer into probabilities.</source>
   <translation>Die auf jede Ausgabe angewandte Funktion. ReLU passt zu verborgenen Schichten; Softmax macht aus der letzten Schicht Wahrscheinlichkeiten.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>The new axes; one may be -1: whatever is left.</source>
   <translation>Die neuen Achsen; eine darf -1 sein: was übrig bleibt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>The part of the training pictures that is never trained on, to see how well the network does on new ones.</source>
   <translation>Der Teil der Trainingsbilder, mit dem nie trainiert wird, um zu sehen, wie gut das Netz mit neuen zurechtkommt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>The rule that turns gradients into steps. Adam is a good first choice; SGD with momentum can end a little better.</source>
   <translation>Die Regel, die aus Gradienten Schritte macht. Adam ist eine gute erste Wahl; SGD mit Momentum kann etwas besser enden.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>The same values in another shape.</source>
   <translation>Dieselben Werte in anderer Form.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>The share of the training pictures that is kept aside, to see whether it learns or memorises.</source>
   <translation>Der zurückgelegte Anteil der Trainingsbilder, um zu sehen, ob es lernt oder auswendig lernt.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>The share of values switched off. 0.2 to 0.5 is usual.</source>
   <translation>Der Anteil ausgeschalteter Werte. Üblich sind 0,2 bis 0,5.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>The size of each step. Too high: the loss jumps or explodes. Too low: it hardly falls.</source>
   <translation>Die Größe jedes Schritts. Zu hoch: Der Verlust springt oder explodiert. Zu niedrig: Er fällt kaum.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Units</source>
   <translation>Einheiten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/split_editor.py" />
   <source>Use only</source>
   <translation>Nur benutzen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Weight decay</source>
   <translation>Gewichtszerfall</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>What training makes small. Cross-entropy suits classes: it punishes confident mistakes most.</source>
   <translation>Was das Training klein macht. Kreuzentropie passt zu Klassen: Sie bestraft sichere Irrtümer am meisten.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Where pictures come in.</source>
   <translation>Wo Bilder hereinkommen.</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Window</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <location filename="data" />
   <source>valid keeps to the picture, so it shrinks; same pads the edges with zeros, so that the size stays.</source>
   <translation>valid bleibt im Bild, es schrumpft also; same füllt die Ränder mit Nullen auf, damit die Größe bleibt.</translation>
  </message>
 </context>
 <context>
  <name>classify</name>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>Answered by run {number}</source>
   <translation>Es antwortet Lauf {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>It learned from {data}.</source>
   <translation>Er hat aus {data} gelernt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>Its network differs from the design: train to use that one.</source>
   <translation>Sein Netz weicht vom Entwurf ab: trainieren, um diesen zu benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>Reading the data…</source>
   <translation>Die Daten werden gelesen …</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>The data isn't here yet; the Data page gets it.</source>
   <translation>Die Daten sind noch nicht hier; die Datenseite holt sie.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>This run learned from {title}, and other data is chosen now.</source>
   <translation>Dieser Lauf hat aus {title} gelernt, und jetzt sind andere Daten gewählt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>after epoch {epoch}</source>
   <translation>nach Epoche {epoch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>paused in epoch {epoch}</source>
   <translation>pausiert in Epoche {epoch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>starting</source>
   <translation>beginnt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/classify/run_text.py" />
   <source>training now, epoch {epoch}</source>
   <translation>trainiert gerade, Epoche {epoch}</translation>
  </message>
 </context>
 <context>
  <name>data</name>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>As stored</source>
   <translation>Wie gespeichert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>Choose data folder</source>
   <translation>Datenordner wählen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>Comes with the program.</source>
   <translation>Im Programm enthalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>Divided by the brightest value. The usual choice for pictures.</source>
   <translation>Geteilt durch den hellsten Wert. Die übliche Wahl für Bilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>Folder with the files of {title}</source>
   <translation>Ordner mit den Dateien von {title}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>From 0 to 1</source>
   <translation>Von 0 bis 1</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>IDX files in {folder}</source>
   <translation>IDX-Dateien in {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>Mean 0, deviation 1 over the training pictures. Often learns faster.</source>
   <translation>Mittel 0, Abweichung 1 über die Trainingsbilder. Lernt oft schneller.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>NPZ file in {folder}</source>
   <translation>NPZ-Datei in {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>Search the usual places</source>
   <translation>An den üblichen Orten suchen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>Standardised</source>
   <translation>Standardisiert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data/scaling_chooser.py" />
   <source>Unchanged. Shows why scaling helps.</source>
   <translation>Unverändert, zum Vergleich.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/data_choice.py" />
   <source>Use {title}</source>
   <translation>{title} benutzen</translation>
  </message>
 </context>
 <context>
  <name>design</name>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>1 parameter</source>
   <translation>1 Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>momentum {momentum}</source>
   <translation>Momentum {momentum}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>no parameters</source>
   <translation>keine Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>no problem</source>
   <translation>kein Problem</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>output {shape}</source>
   <translation>Ausgabe {shape}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>to {shape}</source>
   <translation>zu {shape}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>{count} parameters</source>
   <translation>{count} Parameter</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/design/card_view.py" />
   <source>{trainable} trainable and {fixed} fixed parameters ({size}).
{sums} multiply-adds a picture.</source>
   <translation>{trainable} trainierbare und {fixed} feste Parameter ({size}).
{sums} Multiplikationen mit Addition je Bild.</translation>
  </message>
 </context>
 <context>
  <name>forms</name>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Choose a value from {low} to {high}.</source>
   <translation>Einen Wert von {low} bis {high} wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Every axis is at least 1, or -1.</source>
   <translation>Jede Achse ist mindestens 1 oder -1.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Every axis is at least 1.</source>
   <translation>Jede Achse ist mindestens 1.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Every axis is at most {high}.</source>
   <translation>Jede Achse ist höchstens {high}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Only one axis can be -1.</source>
   <translation>Nur eine Achse kann -1 sein.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Type a number, such as 0.001 or 1e-3.</source>
   <translation>Eine Zahl eingeben, etwa 0.001 oder 1e-3.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Type a whole number.</source>
   <translation>Eine ganze Zahl eingeben.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Type the axes, such as 28, 28, 1.</source>
   <translation>Die Achsen eingeben, etwa 28, 28, 1.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>Use {count} axes at the most.</source>
   <translation>Höchstens {count} Achsen benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/forms/numbers.py" />
   <source>“{part}” is not a whole number.</source>
   <translation>„{part}“ ist keine ganze Zahl.</translation>
  </message>
 </context>
 <context>
  <name>held_project</name>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Don't open it</source>
   <translation>Nicht öffnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>It was opened {when}, on {host} (process {process}).</source>
   <translation>Geöffnet: {when}, auf {host} (Prozess {process}).</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Look at it only</source>
   <translation>Nur ansehen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Makes a project of your own from it, with its runs, to work on.</source>
   <translation>Macht daraus ein eigenes Projekt mit allen Läufen, an dem gearbeitet werden kann.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Open a copy</source>
   <translation>Eine Kopie öffnen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Shows the project and its runs as they come; nothing can be changed.</source>
   <translation>Zeigt das Projekt und seine Läufe, wie sie kommen; nichts kann geändert werden.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Two windows that write one project would take away each other's work.</source>
   <translation>Zwei Fenster, die dasselbe Projekt schreiben, würden einander die Arbeit wegnehmen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>Who holds it can't be read.</source>
   <translation>Wer es geöffnet hat, kann nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/held_project.py" />
   <source>{project} is open in another window</source>
   <translation>{project} ist in einem anderen Fenster geöffnet</translation>
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>Classify</source>
   <translation>Klassifizieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>Design</source>
   <translation>Entwurf</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>How it learns, and the curves while it does.</source>
   <translation>Wie es lernt, und die Kurven dabei.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>The network's layers and their settings.</source>
   <translation>Die Schichten des Netzes und ihre Einstellungen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>The pictures that the network learns from.</source>
   <translation>Die Bilder, aus denen das Netz lernt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>What each neuron and filter has learned, as pictures.</source>
   <translation>Was jedes Neuron und jeder Filter gelernt hat, als Bilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/pages.py" />
   <source>What the trained network makes of your pictures and drawings.</source>
   <translation>Was das trainierte Netz in eigenen Bildern und Zeichnungen sieht.</translation>
  </message>
 </context>
 <context>
  <name>pictures</name>
  <message>
   <location filename="data" />
   <source>Bright ink on dark</source>
   <translation>Hell auf Dunkel</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Bright on dark</source>
   <translation>Hell auf Dunkel</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Centred</source>
   <translation>Zentriert</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Cropped</source>
   <translation>Beschnitten</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Grey</source>
   <translation>Grau</translation>
  </message>
  <message>
   <location filename="data" />
   <source>In the data's form</source>
   <translation>In der Form der Daten</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Original</source>
   <translation>Original</translation>
  </message>
  <message>
   <location filename="data" />
   <source>Size</source>
   <translation>Größe</translation>
  </message>
 </context>
 <context>
  <name>train</name>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>A running average of the batches.</source>
   <translation>Ein gleitendes Mittel der Batches.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Accuracy</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>After each epoch, on pictures that it doesn't learn from. If this parts from training, it overfits.</source>
   <translation>Nach jeder Epoche, an Bildern, aus denen es nicht lernt. Trennt sich das vom Training, überanpasst es sich.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Batches</source>
   <translation>Batches</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Cross-entropy (labels)</source>
   <translation>Kreuzentropie (Klassen)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Cross-entropy (one-hot)</source>
   <translation>Kreuzentropie (One-Hot)</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Each batch before its step.</source>
   <translation>Jeder Batch vor seinem Schritt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Epoch {epoch}, batch {batch}</source>
   <translation>Epoche {epoch}, Batch {batch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Huber loss</source>
   <translation>Huber-Verlust</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Loss not a number
in epoch {epoch}, batch {batch}</source>
   <translation>Verlust keine Zahl
in Epoche {epoch}, Batch {batch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Loss not a number
since epoch {epoch}, batch {batch}</source>
   <translation>Verlust keine Zahl
seit Epoche {epoch}, Batch {batch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Mean absolute error</source>
   <translation>Mittlerer absoluter Fehler</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Mean over each epoch's training pictures.</source>
   <translation>Mittel über die Trainingsbilder jeder Epoche.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/fields.py" />
   <source>Mean squared error</source>
   <translation>Mittlerer quadratischer Fehler</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Smoothed</source>
   <translation>Geglättet</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/train/run_chart.py" />
   <source>Validation</source>
   <translation>Validierung</translation>
  </message>
 </context>
 <context>
  <name>weights</name>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>All kernels</source>
   <translation>Alle Kernel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each column is a unit, each row one of its inputs.</source>
   <translation>Jede Spalte ist eine Einheit, jede Zeile eine ihrer Eingaben.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each group is a filter, with one kernel for each channel it sees.</source>
   <translation>Jede Gruppe ist ein Filter mit einem Kernel für jeden Kanal, den er sieht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each picture is a filter's kernel.</source>
   <translation>Jedes Bild ist der Kernel eines Filters.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each picture is a filter.</source>
   <translation>Jedes Bild ist ein Filter.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each picture is a unit, laid out like the feature map it sees.</source>
   <translation>Jedes Bild ist eine Einheit, ausgelegt wie die Merkmalskarte, die sie sieht.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each picture is a unit: the pixels it looks for in orange, those it looks away from in blue.</source>
   <translation>Jedes Bild ist eine Einheit: in Orange die Pixel, die sie sucht, in Blau die, die sie meidet.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Each row is a unit, each column one of its inputs.</source>
   <translation>Jede Zeile ist eine Einheit, jede Spalte eine ihrer Eingaben.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Filter {number}</source>
   <translation>Filter {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Heat map</source>
   <translation>Wärmekarte</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Kernels</source>
   <translation>Kernel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Mean of the channels</source>
   <translation>Mittel der Kanäle</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>Mean ± deviation</source>
   <translation>Mittel ± Abweichung</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>Near zero</source>
   <translation>Nahe null</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>Not a number</source>
   <translation>Keine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>One channel</source>
   <translation>Ein Kanal</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>Range</source>
   <translation>Bereich</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>Unit {number}</source>
   <translation>Einheit {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>input {number}</source>
   <translation>Eingabe {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>row {row}, column {column}</source>
   <translation>Zeile {row}, Spalte {column}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>{low} to {high}</source>
   <translation>{low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/tile_panel.py" />
   <source>{mean} ± {deviation}</source>
   <translation>{mean} ± {deviation}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>{title} ({meaning})</source>
   <translation>{title} ({meaning})</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/weights/texts.py" />
   <source>{title}, channel {channel}</source>
   <translation>{title}, Kanal {channel}</translation>
  </message>
 </context>
 <context>
  <name>words</name>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source> or </source>
   <translation> oder </translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>1 epoch</source>
   <translation>1 Epoche</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>A run is under way.</source>
   <translation>Ein Lauf ist im Gange.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Add Dense with {count} units and softmax after it.</source>
   <translation>Dahinter Dense mit {count} Einheiten und Softmax hinzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Add Flatten after it.</source>
   <translation>Dahinter Flatten hinzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Add Flatten before it.</source>
   <translation>Davor Flatten hinzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Add a Dense or Conv2D layer.</source>
   <translation>Eine Dense- oder Conv2D-Schicht hinzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Another project was opened before the engine answered.</source>
   <translation>Ein anderes Projekt wurde geöffnet, bevor die Engine antwortete.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Beta 1</source>
   <translation>Beta 1</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Beta 2</source>
   <translation>Beta 2</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>Check the connection and try again, or choose a folder that holds the files.</source>
   <translation>Die Verbindung prüfen und es noch einmal versuchen oder einen Ordner wählen, der die Dateien enthält.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>Choose a disk that holds files of that size.</source>
   <translation>Eine Festplatte wählen, die so große Dateien aufnimmt.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/project_keeper.py" />
   <source>Choose a folder ending in {suffix}.</source>
   <translation>Einen Ordner wählen, dessen Name auf {suffix} endet.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/run_folder.py" />
   <source>Choose a folder made by NN Studio.</source>
   <translation>Einen Ordner wählen, den NN Studio angelegt hat.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>Choose a place where you may do that.</source>
   <translation>Einen Ort wählen, an dem das erlaubt ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>Choose a shorter name.</source>
   <translation>Einen kürzeren Namen wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Choose a value {limits}.</source>
   <translation>Einen Wert {limits} wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>Choose another epoch.</source>
   <translation>Eine andere Epoche wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>Choose another folder, or clear the choice, so that the usual places are searched.</source>
   <translation>Einen anderen Ordner wählen oder die Wahl aufheben, damit an den üblichen Orten gesucht wird.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/place.py" />
   <source>Choose another name.</source>
   <translation>Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/project_folder.py" />
   <source>Choose another place.</source>
   <translation>Einen anderen Ort wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Choose axes whose product divides the number of values.</source>
   <translation>Achsen wählen, deren Produkt die Zahl der Werte teilt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Choose axes whose product is the number of values, or set one axis to -1.</source>
   <translation>Achsen wählen, deren Produkt die Zahl der Werte ist, oder eine Achse auf -1 setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Choose one from the list.</source>
   <translation>Eine aus der Liste wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>Close other windows of the program, then try again.</source>
   <translation>Andere Fenster des Programms schließen, dann noch einmal versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>Comes with the program.</source>
   <translation>Im Programm enthalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>Connect it as a drive, then choose the folder there.</source>
   <translation>Ihn als Laufwerk verbinden, dann den Ordner dort wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/cache.py" />
   <source>Delete that folder.</source>
   <translation>Diesen Ordner löschen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>Digits</source>
   <translation>Ziffern</translation>
  </message>
  <message>
   <location filename="nnstudio/core/dataset.py" />
   <source>Digits 8 × 8</source>
   <translation>Ziffern 8 × 8</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Diverged: {epochs}</source>
   <translation>Divergiert: {epochs}</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>Download it, or choose the folder that holds it. {needed}</source>
   <translation>Herunterladen oder den Ordner wählen, der die Dateien enthält. {needed}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Download {title}</source>
   <translation>{title} herunterladen</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>Downloading {title}: {done} of {total} MB</source>
   <translation>{title} wird heruntergeladen: {done} von {total} MB</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Drag an Input from the palette.</source>
   <translation>Einen Input aus der Palette hereinziehen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Edit it here</source>
   <translation>Hier bearbeiten</translation>
  </message>
  <message>
   <location filename="nnstudio/engine/session.py" />
   <source>Engine</source>
   <translation>Engine</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Epoch {epoch} of {epochs}</source>
   <translation>Epoche {epoch} von {epochs}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Epoch {epoch} of {epochs}, validating</source>
   <translation>Epoche {epoch} von {epochs}, Validierung</translation>
  </message>
  <message>
   <location filename="nnstudio/core/dataset.py" />
   <source>Fashion-MNIST</source>
   <translation>Fashion-MNIST</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>File &gt; Save As makes a copy to work on.</source>
   <translation>Datei &gt; Speichern unter macht eine Kopie, an der gearbeitet werden kann.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Finished: {epochs}</source>
   <translation>Fertig: {epochs}</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/place.py" />
   <source>Free some space on that disk.</source>
   <translation>Auf dieser Festplatte Platz schaffen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/samples.py" />
   <source>Gallery</source>
   <translation>Galerie</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>Get all files again, from one place.</source>
   <translation>Alle Dateien neu besorgen, aus einer Quelle.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>Get the file again.</source>
   <translation>Die Datei neu besorgen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Give it at least one axis.</source>
   <translation>Ihr mindestens eine Achse geben.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Give it the picture's height, width and channels.</source>
   <translation>Ihr Höhe, Breite und Kanäle des Bildes geben.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>IDX files</source>
   <translation>IDX-Dateien</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>If you trust where the project comes from, put the file itself there.</source>
   <translation>Wer der Herkunft des Projekts traut, legt die Datei selbst dorthin.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>Install scikit-learn again, or install NN Studio again.</source>
   <translation>Scikit-learn neu installieren oder NN Studio neu installieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>It goes on in memory, and writing is tried again every few seconds. Don't close the window yet.</source>
   <translation>Er geht im Speicher weiter, und das Schreiben wird alle paar Sekunden wieder versucht. Das Fenster noch nicht schließen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>It will be made again from the source files.</source>
   <translation>Wird aus den Quelldateien neu gemacht.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>Its older weights are there.</source>
   <translation>Seine älteren Gewichte sind da.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>Join them one after the other, without branches.</source>
   <translation>Sie ohne Verzweigungen hintereinander verbinden.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>Keep between a tenth and a fifth of the pictures aside.</source>
   <translation>Zwischen einem Zehntel und einem Fünftel der Bilder zurücklegen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Keep one Input, at the top.</source>
   <translation>Einen Input behalten, ganz oben.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>Keras's folder</source>
   <translation>der Ordner von Keras</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Leave it and lose that</source>
   <translation>Verlassen und das verlieren</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Leave one axis open at the most.</source>
   <translation>Höchstens eine Achse offen lassen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/dataset.py" />
   <source>MNIST</source>
   <translation>MNIST</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Make every axis at least 1.</source>
   <translation>Jede Achse mindestens 1 groß machen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>Make it smaller and try again.</source>
   <translation>Es verkleinern und noch einmal versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>Make it smaller.</source>
   <translation>Es verkleinern.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Make its largest layer smaller.</source>
   <translation>Die größte Schicht verkleinern.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Make its windows, kernels or layers smaller if training is too slow.</source>
   <translation>Fenster, Kernel oder Schichten verkleinern, falls das Training zu langsam ist.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Make the kernel smaller, or set padding to same.</source>
   <translation>Den Kernel verkleinern oder den Rand auf same setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Make the layer smaller.</source>
   <translation>Die Schicht verkleinern.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Make the layers or the batch size smaller if memory runs out.</source>
   <translation>Schichten oder Batchgröße verkleinern, falls der Speicher nicht reicht.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Make the window smaller, or set padding to same.</source>
   <translation>Das Fenster verkleinern oder den Rand auf same setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>Move it away.</source>
   <translation>Es von dort wegschieben.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Move it before Flatten, or add Reshape before it.</source>
   <translation>Vor Flatten verschieben oder davor Reshape hinzufügen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>NPZ file</source>
   <translation>NPZ-Datei</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Nesterov</source>
   <translation>Nesterov</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>No other weights of this run can be used.</source>
   <translation>Keine anderen Gewichte dieses Laufs sind brauchbar.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>No run yet</source>
   <translation>Noch kein Lauf</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>Nothing is trained yet.</source>
   <translation>Noch ist nichts trainiert.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>Nothing kept so far is lost. Train starts a new engine.</source>
   <translation>Nichts bisher Gespeichertes ist verloren. Trainieren startet eine neue Engine.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Paused in epoch {epoch} of {epochs}, batch {batch}</source>
   <translation>Pausiert in Epoche {epoch} von {epochs}, Batch {batch}</translation>
  </message>
  <message>
   <location filename="nnstudio/data/pictures.py" />
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Preferences can't be kept ({reason}).</source>
   <translation>Die Einstellungen lassen sich nicht speichern ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Put an Input layer before it.</source>
   <translation>Davor eine Input-Schicht setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Read {title}</source>
   <translation>{title} lesen</translation>
  </message>
  <message>
   <location filename="nnstudio/data/convert.py" />
   <source>Reading the test pictures</source>
   <translation>Die Testbilder werden gelesen</translation>
  </message>
  <message>
   <location filename="nnstudio/data/convert.py" />
   <source>Reading the training pictures</source>
   <translation>Die Trainingsbilder werden gelesen</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>Reading {title}</source>
   <translation>{title} wird gelesen</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>Ready</source>
   <translation>Bereit</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Remove some of them.</source>
   <translation>Einige davon entfernen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Rho</source>
   <translation>Rho</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Run {number}</source>
   <translation>Lauf {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>Run {number} can't be written to the disk: {problem}</source>
   <translation>Lauf {number} kann nicht auf die Festplatte geschrieben werden: {problem}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/usable_weights.py" />
   <source>Run {number} ended with weights that are not numbers (NaN).</source>
   <translation>Lauf {number} endete mit Gewichten, die keine Zahlen sind (NaN).</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>Run {number} is written to the disk.</source>
   <translation>Lauf {number} ist auf die Festplatte geschrieben.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>Save it again as PNG.</source>
   <translation>Es noch einmal als PNG speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>Save it as PNG and try again.</source>
   <translation>Es als PNG speichern und noch einmal versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>Save it in this encoding.</source>
   <translation>In dieser Kodierung speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/scaling.py" />
   <source>Scaling</source>
   <translation>Skalierung</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>See the log on the Train page.</source>
   <translation>Siehe das Protokoll auf der Seite Trainieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>See whether it was moved or deleted.</source>
   <translation>Nachsehen, ob es verschoben oder gelöscht wurde.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Set its activation to softmax.</source>
   <translation>Die Aktivierung auf Softmax setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Set its shape to {shape}.</source>
   <translation>Die Form auf {shape} setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Set its units to {count}.</source>
   <translation>Die Einheiten auf {count} setzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Set the momentum to 0.9, or switch Nesterov off.</source>
   <translation>Das Momentum auf 0,9 setzen oder Nesterov ausschalten.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>Set {variable} to one that starts https://.</source>
   <translation>{variable} auf eine setzen, die mit https:// beginnt.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/samples.py" />
   <source>Show fewer.</source>
   <translation>Weniger zeigen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Starting…</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Stop it, then open another project.</source>
   <translation>Ihn anhalten, dann ein anderes Projekt öffnen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Stop it, then save under another name.</source>
   <translation>Ihn anhalten, dann unter anderem Namen speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Stopped in epoch {epoch}</source>
   <translation>Angehalten in Epoche {epoch}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>Stopping…</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>That disk can only be read: choose another one.</source>
   <translation>Diese Festplatte kann nur gelesen werden: eine andere wählen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The batch size</source>
   <translation>Die Batchgröße</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The disk doesn't take the last changes of the project. They are lost if it is closed now.</source>
   <translation>Die Festplatte nimmt die letzten Änderungen des Projekts nicht an. Wird es jetzt geschlossen, sind sie verloren.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The disk doesn't take the last run. It is lost if the window is closed now.</source>
   <translation>Die Festplatte nimmt den letzten Lauf nicht an. Wird das Fenster jetzt geschlossen, ist er verloren.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>The disk may be failing: copy your work to another one.</source>
   <translation>Vielleicht versagt die Festplatte: die Arbeit auf eine andere kopieren.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The engine could not start.</source>
   <translation>Die Engine konnte nicht starten.</translation>
  </message>
  <message>
   <location filename="nnstudio/engine/session.py" />
   <source>The engine process broke off by itself (abort). Its output is in the log.</source>
   <translation>Der Prozess der Engine brach von selbst ab (abort). Seine Ausgabe steht im Protokoll.</translation>
  </message>
  <message>
   <location filename="nnstudio/engine/session.py" />
   <source>The engine process ended unexpectedly (exit code {code}). Its output is in the log.</source>
   <translation>Der Prozess der Engine endete unerwartet (Exit-Code {code}). Seine Ausgabe steht im Protokoll.</translation>
  </message>
  <message>
   <location filename="nnstudio/engine/session.py" />
   <source>The engine process was ended by signal {number}. Its output is in the log.</source>
   <translation>Der Prozess der Engine wurde von Signal {number} beendet. Seine Ausgabe steht im Protokoll.</translation>
  </message>
  <message>
   <location filename="nnstudio/engine/session.py" />
   <source>The engine process was ended from outside (SIGKILL), perhaps because memory ran out.</source>
   <translation>Der Prozess der Engine wurde von außen beendet (SIGKILL), vielleicht weil der Speicher nicht reichte.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>The engine was lost</source>
   <translation>Die Engine ging verloren</translation>
  </message>
  <message>
   <location filename="nnstudio/app/requests.py" />
   <source>The engine was restarted before it could answer.</source>
   <translation>Die Engine wurde neu gestartet, bevor sie antworten konnte.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>The file may be damaged; try another one.</source>
   <translation>Vielleicht ist die Datei beschädigt; eine andere versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/history.py" />
   <source>The folder of this run is gone.</source>
   <translation>Der Ordner dieses Laufs ist weg.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/history.py" />
   <source>The history of runs {problem} It was made anew from the runs' folders; the old file is {name}.</source>
   <translation>Der Verlauf {problem} Er wurde aus den Ordnern der Läufe neu angelegt; die alte Datei ist {name}.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/history.py" />
   <source>The history of this run was lost.</source>
   <translation>Der Verlauf dieses Laufs ging verloren.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/history.py" />
   <source>The history of this run was lost; its weights up to epoch {epoch} are here.</source>
   <translation>Der Verlauf dieses Laufs ging verloren; seine Gewichte bis Epoche {epoch} sind da.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The last run waits to be written to the disk.</source>
   <translation>Der letzte Lauf wartet darauf, auf die Festplatte geschrieben zu werden.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>The last weights of run {number} could not be written, and ended with the engine.</source>
   <translation>Die letzten Gewichte von Lauf {number} konnten nicht geschrieben werden und gingen mit der Engine verloren.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The learning rate</source>
   <translation>Die Lernrate</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The momentum</source>
   <translation>Das Momentum</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The network</source>
   <translation>Das Netz</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The number of epochs</source>
   <translation>Die Zahl der Epochen</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/history.py" />
   <source>The program was ended while this run was training.</source>
   <translation>Das Programm wurde beendet, während dieser Lauf trainierte.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The project is open to look at only.</source>
   <translation>Das Projekt ist nur zum Ansehen geöffnet.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>The project was saved elsewhere before the engine answered.</source>
   <translation>Das Projekt wurde anderswo gespeichert, bevor die Engine antwortete.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>The run crashed.</source>
   <translation>Der Lauf ist abgestürzt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>The run failed</source>
   <translation>Der Lauf ist gescheitert</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_desk.py" />
   <source>The run failed.</source>
   <translation>Der Lauf ist gescheitert.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The seed</source>
   <translation>Der Startwert</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The training limit</source>
   <translation>Die Zahl der Trainingsbilder</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The validation share</source>
   <translation>Der Validierungsanteil</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>The weight decay</source>
   <translation>Der Gewichtszerfall</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>The weights after epoch {epoch} are whole.</source>
   <translation>Die Gewichte nach Epoche {epoch} sind in Ordnung.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/usable_weights.py" />
   <source>These weights give no numbers (NaN).</source>
   <translation>Diese Gewichte ergeben keine Zahlen (NaN).</translation>
  </message>
  <message>
   <location filename="nnstudio/app/kernels.py" />
   <source>This run kept no weights.</source>
   <translation>Dieser Lauf hat keine Gewichte gespeichert.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>This run's network does not give {count} classes.</source>
   <translation>Das Netz dieses Laufs gibt nicht {count} Klassen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>Train the network, then save its weights.</source>
   <translation>Das Netz trainieren, dann seine Gewichte speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>Train the network, then save the model.</source>
   <translation>Das Netz trainieren, dann das Modell speichern.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Training began before the engine answered.</source>
   <translation>Das Training begann, bevor die Engine antwortete.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>Training limit</source>
   <translation>Zahl der Trainingsbilder</translation>
  </message>
  <message>
   <location filename="nnstudio/app/requests.py" />
   <source>Try again.</source>
   <translation>Noch einmal versuchen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/project_keeper.py" />
   <source>Untitled</source>
   <translation>Unbenannt</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>Update NN Studio to open it.</source>
   <translation>NN Studio aktualisieren, um es zu öffnen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Use 0 for all pictures.</source>
   <translation>0 für alle Bilder benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>Use 0 or more.</source>
   <translation>0 oder mehr benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/model_desk.py" />
   <source>Use epoch {epoch}</source>
   <translation>Epoche {epoch} verwenden</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>Use fewer axes.</source>
   <translation>Weniger Achsen benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>Use fewer layers if that is too long.</source>
   <translation>Weniger Schichten benutzen, falls das zu lange dauert.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/scaling.py" />
   <source>Use some pictures.</source>
   <translation>Einige Bilder benutzen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>Use up to 64 letters a to z, digits, - and _, with a letter or a digit first.</source>
   <translation>Bis zu 64 Buchstaben a bis z, Ziffern, - und _ benutzen, am Anfang einen Buchstaben oder eine Ziffer.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>Validation share</source>
   <translation>Validierungsanteil</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>Weights can't be loaded now. {reason}</source>
   <translation>Jetzt lassen sich keine Gewichte laden. {reason}</translation>
  </message>
  <message>
   <location filename="nnstudio/data/convert.py" />
   <source>Writing the arrays</source>
   <translation>Die Daten werden geschrieben</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a device</source>
   <translation>ein Gerät</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a file</source>
   <translation>eine Datei</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a folder</source>
   <translation>ein Ordner</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a kernel size</source>
   <translation>eine Kernelgröße</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a link</source>
   <translation>ein Link</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>a link that leads nowhere</source>
   <translation>ein Link, der ins Leere führt</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>a list</source>
   <translation>eine Liste</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a momentum</source>
   <translation>ein Momentum</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a number of filters</source>
   <translation>eine Filterzahl</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a number of units</source>
   <translation>eine Einheitenzahl</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a pipe</source>
   <translation>eine Pipe</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a pool size</source>
   <translation>eine Fenstergröße</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a rate</source>
   <translation>eine Rate</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a shape</source>
   <translation>eine Form mit einer Achse</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>a socket</source>
   <translation>ein Socket</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>a target shape</source>
   <translation>eine Zielform mit einer Achse</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>a value</source>
   <translation>ein Wert</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>above {low} to {high}</source>
   <translation>über {low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>accuracy {share}</source>
   <translation>Genauigkeit {share}</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>an edge is there twice.</source>
   <translation>eine Verbindung ist doppelt da.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>an epsilon</source>
   <translation>ein Epsilon</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>an object</source>
   <translation>ein Objekt</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>can't be read ({reason}).</source>
   <translation>lässt sich nicht lesen ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>can't be read as NPZ ({reason}).</source>
   <translation>lässt sich nicht als NPZ lesen ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>can't be read as a snapshot ({reason}).</source>
   <translation>lässt sich nicht als Zwischenstand lesen ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>can't be searched ({reason}).</source>
   <translation>kann nicht durchsucht werden ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>can't be unpacked ({reason}).</source>
   <translation>lässt sich nicht auspacken ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>can't be written ({reason}).</source>
   <translation>lässt sich nicht schreiben ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>can't lay {count} values out as {shape}, which holds {held}.</source>
   <translation>kann {count} Werte nicht als {shape} auslegen: Das fasst {held}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>can't lay {count} values out as {shape}: they don't divide evenly.</source>
   <translation>kann {count} Werte nicht als {shape} auslegen: Sie gehen nicht auf.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/samples.py" />
   <source>columns {columns}, zoom {zoom} and gap {gap} don't make a sheet.</source>
   <translation>{columns} Spalten, Vergrößerung {zoom} und Abstand {gap} ergeben keine Übersicht.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>comes first, but nothing feeds it.</source>
   <translation>kommt zuerst, aber nichts speist es.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>could not be read within {seconds} seconds.</source>
   <translation>ließ sich nicht in {seconds} Sekunden lesen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>could not be read: the reader process died (status {status}).</source>
   <translation>ließ sich nicht lesen: Der Leseprozess ist abgestürzt (Status {status}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/cache.py" />
   <source>could not be written: another program keeps putting a broken folder there.</source>
   <translation>ließ sich nicht schreiben: Ein anderes Programm legt dort immer wieder einen beschädigten Ordner an.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>crashed</source>
   <translation>abgestürzt</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>declares {count} bytes but has {size}.</source>
   <translation>gibt {count} Bytes an, hat aber {size}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>declares {count} bytes, more than its {packed} bytes can unpack to.</source>
   <translation>gibt {count} Bytes an, mehr als sich aus {packed} Bytes auspacken lassen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>declares {count} pictures; 1 to {most} can be read.</source>
   <translation>gibt {count} Bilder an; 1 bis {most} lassen sich lesen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>declares {training} + {test} pictures.</source>
   <translation>gibt {training} + {test} Bilder an.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>diverged</source>
   <translation>divergiert</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>does not exist.</source>
   <translation>gibt es nicht.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>does not hold uint8 values of shape {shape}.</source>
   <translation>enthält keine uint8-Werte der Form {shape}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>does not hold {count} values a line.</source>
   <translation>enthält nicht {count} Werte je Zeile.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>embedded</source>
   <translation>eingebaut</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>ends before the {count} bytes that it declares.</source>
   <translation>endet vor den {count} Bytes, die angegeben sind.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>ends in {activation}, but cross-entropy needs probabilities.</source>
   <translation>endet mit {activation}, aber die Kreuzentropie braucht Wahrscheinlichkeiten.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>expected {count} values, got {given}.</source>
   <translation>erwartet sind {count} Werte, da sind {given}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>expected {expected}, got {given}.</source>
   <translation>erwartet ist {expected}, da steht {given}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>failed</source>
   <translation>gescheitert</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>finished</source>
   <translation>fertig</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>from {low} to below {high}</source>
   <translation>von {low} bis unter {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>from {low} to {high}</source>
   <translation>von {low} bis {high}</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>gives {count} values for each picture, too many.</source>
   <translation>gibt {count} Werte je Bild, zu viele.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>gives {shape}, but there are {count} classes to tell apart.</source>
   <translation>gibt {shape}, aber es sind {count} Klassen zu unterscheiden.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>goes on after the {count} bytes that it declares.</source>
   <translation>geht nach den {count} Bytes weiter, die angegeben sind.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has a shape that is empty.</source>
   <translation>hat eine leere Form.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has a target shape that has more than one -1.</source>
   <translation>hat eine Zielform mit mehr als einer -1.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has a target shape that is empty.</source>
   <translation>hat eine leere Zielform.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>has a window or strides below 1.</source>
   <translation>hat ein Fenster oder eine Schrittweite unter 1.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has an activation that is not known.</source>
   <translation>hat eine unbekannte Aktivierung.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>has an empty axis: {shape}.</source>
   <translation>hat eine leere Achse: {shape}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npy.py" />
   <source>has an unknown NPY version.</source>
   <translation>hat eine unbekannte NPY-Version.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>has another size than it declares.</source>
   <translation>hat eine andere Größe als angegeben.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>has more than one -1.</source>
   <translation>hat mehr als eine -1.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/project_folder.py" />
   <source>has no free number for a run.</source>
   <translation>hat keine freie Nummer für einen Lauf.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has no layers yet.</source>
   <translation>hat noch keine Schichten.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>has no pixels.</source>
   <translation>hat keine Pixel.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has nothing to learn.</source>
   <translation>hat nichts zu lernen.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>has version {version}; this program reads version {ours}.</source>
   <translation>hat Version {version}; dieses Programm liest Version {ours}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>has {count} axes, more than {most}.</source>
   <translation>hat {count} Achsen, mehr als {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>has {count} bytes, another size than its shape says.</source>
   <translation>hat {count} Bytes, eine andere Größe, als seine Form sagt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has {count} layers, more than the {most} that can be trained.</source>
   <translation>hat {count} Schichten, mehr als die {most}, die trainiert werden können.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has {count} layers: it may take minutes until training begins.</source>
   <translation>hat {count} Schichten: Es kann Minuten dauern, bis das Training beginnt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has {count} parameters, more than {most}.</source>
   <translation>hat {count} Parameter, mehr als {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>has {what} that is {value}, outside {limits}.</source>
   <translation>hat {what} von {value}, nicht im Bereich {limits}.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/index_rows.py" />
   <source>holds batch figures that can't be read.</source>
   <translation>enthält Batch-Zahlen, die sich nicht lesen lassen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>holds labels from {low} to {high} instead of 0 to {most}.</source>
   <translation>enthält Klassennummern von {low} bis {high} statt 0 bis {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>holds more than {most} layers.</source>
   <translation>enthält mehr als {most} Schichten.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>holds no files of {title}. {needed}</source>
   <translation>enthält keine Dateien von {title}. {needed}</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>holds no {name}.</source>
   <translation>enthält kein {name}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>holds pictures of {shape} instead of {side} × {side}.</source>
   <translation>enthält Bilder von {shape} statt {side} × {side}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>holds some of the files of {title}, but not {names}.</source>
   <translation>enthält einige der Dateien von {title}, aber nicht {names}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>holds values out of range.</source>
   <translation>enthält Werte außerhalb des Bereichs.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>holds {count} bytes, more than the {most} allowed.</source>
   <translation>enthält {count} Bytes, mehr als die erlaubten {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>holds {count} files instead of 4.</source>
   <translation>enthält {count} Dateien statt 4.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>holds {count} lines instead of {rows}.</source>
   <translation>enthält {count} Zeilen statt {rows}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/limits.py" />
   <source>holds {labels} labels for {pictures} pictures.</source>
   <translation>enthält {labels} Klassennummern für {pictures} Bilder.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>holds {name}, which is {thing}.</source>
   <translation>enthält {name}; das ist {thing}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>holds {type} of shape {shape}, not bytes (n, 28, 28).</source>
   <translation>enthält {type} der Form {shape}, nicht Bytes (n, 28, 28).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>holds {type} of shape {shape}, not one whole number each.</source>
   <translation>enthält {type} der Form {shape}, nicht je eine ganze Zahl.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>is a file, where a folder belongs.</source>
   <translation>ist eine Datei, wo ein Ordner hingehört.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>is a folder, where a file belongs.</source>
   <translation>ist ein Ordner, wo eine Datei hingehört.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>is damaged ({reason}).</source>
   <translation>ist beschädigt ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/cache.py" />
   <source>is damaged and can't be moved away ({reason}).</source>
   <translation>ist beschädigt und lässt sich nicht beiseiteschieben ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>is damaged: its checksum differs from what was written.</source>
   <translation>ist beschädigt: Die Prüfsumme ist eine andere als die geschriebene.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>is larger than the {most} bytes a project can have.</source>
   <translation>ist größer als die {most} Bytes, die ein Projekt haben kann.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>is neither a folder nor an NPZ file.</source>
   <translation>ist weder ein Ordner noch eine NPZ-Datei.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>is nested too deeply.</source>
   <translation>ist zu tief verschachtelt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>is not a JSON object.</source>
   <translation>ist kein JSON-Objekt.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/run_index.py" />
   <source>is not a history of runs.</source>
   <translation>ist kein Verlauf von Läufen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>is not a picture in PNG, JPEG, BMP, GIF, WebP or TIFF form.</source>
   <translation>ist kein Bild in der Form PNG, JPEG, BMP, GIF, WebP oder TIFF.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npy.py" />
   <source>is not a plain array of whole numbers.</source>
   <translation>ist kein einfaches Feld ganzer Zahlen.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>is not a snapshot of NN Studio.</source>
   <translation>ist kein Zwischenstand von NN Studio.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>is not a table of small whole numbers ({reason}).</source>
   <translation>ist keine Tabelle kleiner ganzer Zahlen ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>is not a web address.</source>
   <translation>ist keine Webadresse.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>is not a whole array ({reason}).</source>
   <translation>ist kein ganzes Feld ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>is not an IDX file of labels.</source>
   <translation>ist keine IDX-Datei mit Klassennummern.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/idx.py" />
   <source>is not an IDX file of pictures.</source>
   <translation>ist keine IDX-Datei mit Bildern.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>is not an NN Studio project.</source>
   <translation>ist kein Projekt von NN Studio.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npy.py" />
   <source>is not an NPY array.</source>
   <translation>ist kein NPY-Feld.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>is not offered for download.</source>
   <translation>wird nicht zum Herunterladen angeboten.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>is not readable JSON ({reason}).</source>
   <translation>ist kein lesbares JSON ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>is not text in UTF-8.</source>
   <translation>ist kein Text in UTF-8.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>is on a server, which is not contacted just because a project says so.</source>
   <translation>liegt auf einem Server, der nicht angesprochen wird, nur weil ein Projekt ihn nennt.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/project_keeper.py" />
   <source>is open in another window.</source>
   <translation>ist in einem anderen Fenster geöffnet.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/place.py" />
   <source>is there already.</source>
   <translation>ist schon da.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>is too large: a part of it declares more than {most} pixels.</source>
   <translation>ist zu groß: Ein Teil davon gibt mehr als {most} Pixel an.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>is too large: more than the {most} bytes that may be.</source>
   <translation>ist zu groß: mehr als die {most} Bytes, die es sein dürfen.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>is too large: {size} bytes, where {most} may be.</source>
   <translation>ist zu groß: {size} Bytes, höchstens {most} dürfen es sein.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/decode.py" />
   <source>is too large: {width} × {height} pixels, where {most} may be.</source>
   <translation>ist zu groß: {width} × {height} Pixel, höchstens {most} dürfen es sein.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>is {format} version {version}, not {expected}.</source>
   <translation>ist {format} Version {version}, nicht {expected}.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/atomic.py" />
   <source>is {thing}, not a file.</source>
   <translation>ist {thing}, keine Datei.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/refusal.py" />
   <source>is {thing}, where a project holds only plain files and folders.</source>
   <translation>ist {thing}; ein Projekt enthält nur einfache Dateien und Ordner.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/pictures.py" />
   <source>is {type} of shape {shape}, not uint8 (height, width[, 3 or 4]).</source>
   <translation>ist {type} der Form {shape}, nicht uint8 (Höhe, Breite[, 3 oder 4]).</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>is {value}, outside {limits}.</source>
   <translation>ist {value}, nicht im Bereich {limits}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>is {value}, which is negative.</source>
   <translation>ist {value}, also negativ.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>it has no checksum</source>
   <translation>ohne Prüfsumme</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>its files are not on this machine. Searched: {places}.</source>
   <translation>Die Dateien sind nicht auf diesem Rechner. Gesucht wurde in: {places}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>its files were removed as soon as they were downloaded.</source>
   <translation>Die Dateien wurden gleich nach dem Herunterladen entfernt.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>its header is larger than the file</source>
   <translation>der Kopf ist größer als die Datei</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>its kernel of {size} is larger than the picture of {picture}.</source>
   <translation>hat einen Kernel von {size}, größer als das Bild von {picture}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>its window of {size} is larger than the picture of {picture}.</source>
   <translation>hat ein Fenster von {size}, größer als das Bild von {picture}.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/project_folder.py" />
   <source>lies inside the project itself.</source>
   <translation>liegt im Projekt selbst.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/folder.py" />
   <source>lies too deep in the project.</source>
   <translation>liegt zu tief im Projekt.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>loaded from a file</source>
   <translation>aus einer Datei geladen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>loss not a number</source>
   <translation>Verlust keine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/run_index.py" />
   <source>names another file, which SQLite would delete.</source>
   <translation>nennt eine andere Datei, die SQLite löschen würde.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>needs a picture (height, width, channels), got {shape}.</source>
   <translation>braucht ein Bild (Höhe, Breite, Kanäle), bekommt {shape}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>needs about {size} GB of memory to train.</source>
   <translation>braucht zum Trainieren etwa {size} GB Speicher.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>needs at least one axis, got a single number.</source>
   <translation>braucht mindestens eine Achse, bekommt eine einzelne Zahl.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>needs momentum above 0.</source>
   <translation>braucht ein Momentum über 0.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader_child.py" />
   <source>needs more memory than a file may use.</source>
   <translation>braucht mehr Speicher, als eine Datei benutzen darf.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>needs {count} multiplications for each picture.</source>
   <translation>braucht {count} Multiplikationen für jedes Bild.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="nnstudio/app/kernels.py" />
   <source>no kernel</source>
   <translation>keinen Kernel</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>not a number</source>
   <translation>keine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/numbers.py" />
   <source>one number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/project_folder.py" />
   <source>project.json was changed by another program. Its version is kept as {name}.</source>
   <translation>project.json wurde von einem anderen Programm geändert. Dessen Fassung wird als {name} aufbewahrt.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>reader</source>
   <translation>Leseprozess</translation>
  </message>
  <message>
   <location filename="nnstudio/data/samples.py" />
   <source>rows reach beyond the {count} pictures.</source>
   <translation>die Zeilen gehen über die {count} Bilder hinaus.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>scikit-learn, which brings the digits, is not installed.</source>
   <translation>scikit-learn, das die Ziffern mitbringt, ist nicht installiert.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>seed {seed} or epoch {epoch} is negative.</source>
   <translation>Startwert {seed} oder Epoche {epoch} ist negativ.</translation>
  </message>
  <message>
   <location filename="nnstudio/runs/snapshots.py" />
   <source>stands at an impossible place: {place}.</source>
   <translation>steht an einer unmöglichen Stelle: {place}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/shapes.py" />
   <source>stands in the middle of the network.</source>
   <translation>steht mitten im Netz.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>strides</source>
   <translation>eine Schrittweite</translation>
  </message>
  <message>
   <location filename="nnstudio/core/problems.py" />
   <source>takes {shape}, but {data} gives {given}.</source>
   <translation>nimmt {shape}, aber {data} gibt {given}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>text</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>the chosen folder</source>
   <translation>der gewählte Ordner</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>the digits are missing.</source>
   <translation>die Ziffern fehlen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>the download broke off ({reason}).</source>
   <translation>das Herunterladen brach ab ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>the download broke off after {done} of {size} bytes.</source>
   <translation>das Herunterladen brach nach {done} von {size} Bytes ab.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>the edge {edge} leads to a node that isn't there.</source>
   <translation>die Verbindung {edge} führt zu einem Knoten, den es nicht gibt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>the entry {name} is there twice</source>
   <translation>der Eintrag {name} steht zweimal da</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>the layers are not one chain.</source>
   <translation>die Schichten sind keine einzelne Kette.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>the layers form a circle.</source>
   <translation>die Schichten bilden einen Kreis.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>the number is too large.</source>
   <translation>die Zahl ist zu groß.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>the number {number} is too large</source>
   <translation>die Zahl {number} ist zu groß</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>the program</source>
   <translation>das Programm</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>the reader answered {count} bytes for shape {shape}.</source>
   <translation>der Leseprozess antwortete {count} Bytes für die Form {shape}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>the reader process can't start ({reason}).</source>
   <translation>der Leseprozess kann nicht starten ({reason}).</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>the reader wrote other arrays than it says.</source>
   <translation>Der Leseprozess hat andere Arrays geschrieben, als er angibt.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>the reader's answer is not JSON.</source>
   <translation>die Antwort des Leseprozesses ist kein JSON.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader.py" />
   <source>the reader's answer is not an object.</source>
   <translation>die Antwort des Leseprozesses ist kein Objekt.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>the server answered {answer}.</source>
   <translation>der Server antwortete {answer}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>the server sends more than the file's {count} bytes.</source>
   <translation>der Server sendet mehr als die {count} Bytes der Datei.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/download.py" />
   <source>the server sent another file: its SHA-256 is not the known one.</source>
   <translation>der Server sandte eine andere Datei: Ihr SHA-256 ist nicht der bekannte.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/scaling.py" />
   <source>there are no training pictures to measure.</source>
   <translation>es gibt keine Trainingsbilder zu vermessen.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>training</source>
   <translation>trainiert</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>true or false</source>
   <translation>wahr oder falsch</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>two nodes have the same id.</source>
   <translation>zwei Knoten haben dieselbe Kennung.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>unknown entry {name}.</source>
   <translation>unbekannter Eintrag {name}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/reader_child.py" />
   <source>unknown job {job}.</source>
   <translation>unbekannter Auftrag {job}.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>unknown kind {kind}.</source>
   <translation>unbekannte Art {kind}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/digits.py" />
   <source>unpacks to more than {most} bytes.</source>
   <translation>enthält ausgepackt mehr als {most} Bytes.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/data_reader.py" />
   <source>was cancelled.</source>
   <translation>wurde abgebrochen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/prepare.py" />
   <source>was changed while it was read.</source>
   <translation>wurde geändert, während es gelesen wurde.</translation>
  </message>
  <message>
   <location filename="nnstudio/disk/place.py" />
   <source>would take {needed} MB, where {free} MB are free.</source>
   <translation>würde {needed} MB brauchen, frei sind {free} MB.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
  <message>
   <location filename="nnstudio/data/convert.py" />
   <source>{count} IDX files were given instead of 4.</source>
   <translation>{count} IDX-Dateien statt 4 wurden angegeben.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{count} days ago</source>
   <translation>vor {count} Tagen</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{count} entries were not copied, as they are no plain files. The first is {first}.</source>
   <translation>{count} Einträge wurden nicht kopiert, da sie keine einfachen Dateien sind. Der erste ist {first}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{count} epochs</source>
   <translation>{count} Epochen</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{count} h ago</source>
   <translation>vor {count} h</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{count} min ago</source>
   <translation>vor {count} min</translation>
  </message>
  <message>
   <location filename="nnstudio/data/samples.py" />
   <source>{count} pictures are too many for one sheet.</source>
   <translation>{count} Bilder sind zu viele für eine Übersicht.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/run_service.py" />
   <source>{engine} on {device}</source>
   <translation>{engine} auf {device}</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>{files} in {place}: {folder}</source>
   <translation>{files} ({place}): {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{fix} It is tried again every few seconds; File &gt; Save As keeps it elsewhere.</source>
   <translation>{fix} Es wird alle paar Sekunden wieder versucht; Datei &gt; Speichern unter bewahrt es an einem anderen Ort auf.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{hours} h {minutes} min</source>
   <translation>{hours} h {minutes} min</translation>
  </message>
  <message>
   <location filename="nnstudio/core/network.py" />
   <source>{id} can't be a node's id.</source>
   <translation>{id} kann keine Kennung eines Knotens sein.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>{limit} is negative.</source>
   <translation>{limit} ist negativ.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{minutes} min {seconds} s</source>
   <translation>{minutes} min {seconds} s</translation>
  </message>
  <message>
   <location filename="nnstudio/core/project.py" />
   <source>{name} can't be the name of a folder.</source>
   <translation>{name} kann kein Name eines Ordners sein.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/arrays.py" />
   <source>{name} holds labels above {most}.</source>
   <translation>{name} enthält Klassennummern über {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/kernels.py" />
   <source>{name} holds {type} of shape {shape}; the network has {needed} there.</source>
   <translation>{name} enthält {type} der Form {shape}; das Netz hat dort {needed}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/npz.py" />
   <source>{name} is encrypted or packed in an unknown way.</source>
   <translation>{name} ist verschlüsselt oder auf unbekannte Weise gepackt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>{name} is missing.</source>
   <translation>{name} fehlt.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>{name} is not a number</source>
   <translation>{name} ist keine Zahl</translation>
  </message>
  <message>
   <location filename="nnstudio/app/project_keeper.py" />
   <source>{name} {number}</source>
   <translation>{name} {number}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{problem} ({count} more)</source>
   <translation>{problem} (und noch {count})</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{seconds} s</source>
   <translation>{seconds} s</translation>
  </message>
  <message>
   <location filename="nnstudio/data/order.py" />
   <source>{share} is not between 0 and {most}.</source>
   <translation>{share} liegt nicht zwischen 0 und {most}.</translation>
  </message>
  <message>
   <location filename="nnstudio/ui/shell/words.py" />
   <source>{time} left</source>
   <translation>noch {time}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/project_keeper.py" />
   <source>{title} copy</source>
   <translation>{title} Kopie</translation>
  </message>
  <message>
   <location filename="nnstudio/core/dataset.py" />
   <source>{title} in {folder}</source>
   <translation>{title} in {folder}</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{title} is being read.</source>
   <translation>{title} wird gelesen.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/locate.py" />
   <source>{title} is four files such as {idx}, or {npz}.</source>
   <translation>{title} besteht aus vier Dateien wie {idx} oder aus {npz}.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{title} is not open in another window any more.</source>
   <translation>{title} ist nicht mehr in einem anderen Fenster geöffnet.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{title} is open to look at only: nothing can be changed here.</source>
   <translation>{title} ist nur zum Ansehen geöffnet: Hier kann nichts geändert werden.</translation>
  </message>
  <message>
   <location filename="nnstudio/app/local_studio.py" />
   <source>{title} is saved again.</source>
   <translation>{title} ist wieder gespeichert.</translation>
  </message>
  <message>
   <location filename="nnstudio/core/serial.py" />
   <source>{value} is not one of {choices}.</source>
   <translation>{value} ist keines von {choices}.</translation>
  </message>
  <message>
   <location filename="nnstudio/data/cache.py" />
   <source>{variable} can name another folder for it.</source>
   <translation>{variable} kann einen anderen Ordner dafür nennen.</translation>
  </message>
 </context>
</TS>
