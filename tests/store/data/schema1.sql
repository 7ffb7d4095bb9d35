-- A store of schema 1, as the travaux of that time wrote it.
CREATE TABLE meta (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE reports (
	serial INTEGER NOT NULL,
	id TEXT NOT NULL,
	text TEXT NOT NULL,
	headline TEXT,
	outlet TEXT,
	outlet_known TEXT NOT NULL,
	byline TEXT,
	dateline TEXT,
	published DATE,
	published_known TEXT NOT NULL,
	retrieved DATE,
	url TEXT,
	language TEXT,
	usage_terms TEXT,
	sensitivity TEXT,
	embargo_until DATE,
	copy_of TEXT,
	place TEXT NOT NULL,
	segments TEXT NOT NULL,
	set_aside TEXT,
	recorded_at TEXT NOT NULL,
	status TEXT NOT NULL,
	reason TEXT,
	extractor TEXT,
	coded_at TEXT,
	PRIMARY KEY (serial),
	UNIQUE (id)
);
CREATE TABLE refused (
	id TEXT NOT NULL,
	place TEXT NOT NULL,
	reason TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE claims (
	id TEXT NOT NULL,
	report TEXT NOT NULL,
	kind TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	ordinal INTEGER NOT NULL,
	act TEXT,
	speaker TEXT,
	published DATE,
	body TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE report_words USING fts5(
        headline, text, content='reports', content_rowid='serial', tokenize="unicode61 remove_diacritics 2");
CREATE INDEX reports_by_day ON reports (published, id);
CREATE INDEX reports_by_status ON reports (status, id);
CREATE UNIQUE INDEX claims_in_order ON claims (report, start, "end", kind, ordinal);
CREATE INDEX claims_by_day ON claims (published);
CREATE INDEX claims_by_speaker ON claims (speaker);
CREATE INDEX claims_by_kind ON claims (kind, act);
CREATE TRIGGER report_words_add AFTER INSERT ON reports BEGIN
        INSERT INTO report_words(rowid, headline, text) VALUES (new.serial, new.headline, new.text);
    END;
CREATE TRIGGER report_words_drop AFTER DELETE ON reports BEGIN
        INSERT INTO report_words(report_words, rowid, headline, text)
        VALUES ('delete', old.serial, old.headline, old.text);
    END;
CREATE TRIGGER report_words_change AFTER UPDATE OF headline, text ON reports BEGIN
        INSERT INTO report_words(report_words, rowid, headline, text)
        VALUES ('delete', old.serial, old.headline, old.text);
        INSERT INTO report_words(rowid, headline, text) VALUES (new.serial, new.headline, new.text);
    END;
INSERT INTO "meta" VALUES('schema','1');
INSERT INTO "reports" VALUES(1,'r1','Oman proposed a pause. The council refused.',NULL,NULL,'unknown',NULL,NULL,'2024-05-01','unknown',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','[]',NULL,'2026-11-22T17:57:19Z','coded',NULL,'x 1','2026-11-22T17:57:19Z');
INSERT INTO "reports" VALUES(2,'r2','Café talks resumed in Lomé.','Talks',NULL,'unknown',NULL,NULL,NULL,'unknown',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','[]',NULL,'2026-11-22T17:57:19Z','pending',NULL,NULL,NULL);
INSERT INTO "claims" VALUES('r1:assessment:0-4','r1','assessment',0,4,0,NULL,NULL,'2024-05-01','{"report":"r1","span":{"start":0,"end":4},"quote":"Oman","voice":{"speaker":null,"kind":"reporter","speaker_span":null,"on_behalf_of":null,"relayed_by":[],"relay_spans":[],"hedge":null,"denied":false},"modality":"asserted","part":"body","because_of":null,"rule":"","extractor":"x 1","confidence":null,"ordinal":0,"kind":"assessment","by":[],"tone":"unclear","when":null}');
INSERT INTO "refused" VALUES('e8fbb53a3de08ad0136bf3e68835a4c3397d59430de745fc37f6efe326a3f7d7','feed.xml, item 5','it has no text','2026-11-22T17:57:19Z');
