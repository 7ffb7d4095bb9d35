-- A store of schema 3, as the travaux of that time wrote it.
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
CREATE TABLE process_files (
	id TEXT NOT NULL,
	body TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE reviews (
	serial INTEGER NOT NULL,
	target TEXT NOT NULL,
	kind TEXT NOT NULL,
	verdict TEXT NOT NULL,
	changes TEXT NOT NULL,
	claim TEXT,
	reviewer TEXT NOT NULL,
	reason TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	PRIMARY KEY (serial)
);
CREATE TABLE results (
	name TEXT NOT NULL,
	made_of TEXT NOT NULL,
	body BLOB NOT NULL,
	PRIMARY KEY (name)
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
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE accounts (
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	created TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE sessions (
	token_hash TEXT NOT NULL, 
	account TEXT NOT NULL, 
	created TEXT NOT NULL, 
	expires TEXT NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
CREATE TABLE watched (
	account TEXT NOT NULL, 
	target TEXT NOT NULL, 
	since TEXT NOT NULL, 
	PRIMARY KEY (account, target), 
	FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
CREATE TABLE looks (
	account TEXT NOT NULL, 
	process TEXT NOT NULL, 
	looked_at TEXT NOT NULL, 
	state TEXT NOT NULL, 
	PRIMARY KEY (account, process), 
	FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
CREATE TABLE feeds (
	address TEXT NOT NULL, 
	title TEXT, 
	etag TEXT, 
	last_modified TEXT, 
	last_checked TEXT, 
	note TEXT, 
	PRIMARY KEY (address)
);
CREATE TABLE brought (
	feed TEXT NOT NULL, 
	report TEXT NOT NULL, 
	brought_at TEXT NOT NULL, 
	PRIMARY KEY (feed, report), 
	FOREIGN KEY(feed) REFERENCES feeds (address) ON DELETE CASCADE, 
	FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX reports_by_day ON reports (published, id);
CREATE INDEX reports_by_status ON reports (status, id);
CREATE INDEX reviews_by_target ON reviews (target);
CREATE INDEX claims_by_day ON claims (published);
CREATE UNIQUE INDEX claims_in_order ON claims (report, start, "end", kind, ordinal);
CREATE INDEX claims_by_speaker ON claims (speaker);
CREATE INDEX claims_by_kind ON claims (kind, act);
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX brought_by_report ON brought (report);
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
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
INSERT INTO "meta" VALUES('schema','3');
INSERT INTO "meta" VALUES('changes','3');
INSERT INTO "reports" VALUES(1,'r1','Oman proposed a pause. The council refused.',NULL,NULL,'unknown',NULL,NULL,'2024-05-01','unknown',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','[]',NULL,'2026-11-22T17:57:20Z','coded',NULL,'x 1','2026-11-22T17:57:20Z');
INSERT INTO "reports" VALUES(2,'r2','Café talks resumed in Lomé.','Talks',NULL,'unknown',NULL,NULL,NULL,'unknown',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','[]',NULL,'2026-11-22T17:57:20Z','pending',NULL,NULL,NULL);
INSERT INTO "claims" VALUES('r1:assessment:0-4','r1','assessment',0,4,0,NULL,NULL,'2024-05-01','{"report":"r1","span":{"start":0,"end":4},"quote":"Oman","voice":{"speaker":null,"kind":"reporter","speaker_span":null,"on_behalf_of":null,"relayed_by":[],"relay_spans":[],"hedge":null,"denied":false},"modality":"asserted","part":"body","because_of":null,"rule":"","extractor":"x 1","confidence":null,"also":[],"ordinal":0,"sensitivity":null,"embargo_until":null,"together":[],"apart":[],"kind":"assessment","by":[],"tone":"unclear","when":null}');
INSERT INTO "refused" VALUES('e8fbb53a3de08ad0136bf3e68835a4c3397d59430de745fc37f6efe326a3f7d7','feed.xml, item 5','it has no text','2026-11-22T17:57:20Z');
INSERT INTO "alembic_version" VALUES('0003');
