package io.tollgate.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * What operators get wrong, and the one line of {@code check-config} that says which setting, which
 * value, what was expected and so what to do. {@code FILE{...}} is a file with that content, {@code
 * STORE} a key store without a key.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationMistakesTest {
  private static final Pattern FILE = Pattern.compile("FILE\\{([^}]*)}");

  private Path folder;
  private Path store;
  private int files;

  @BeforeAll
  void aDistribution(@TempDir Path home) throws Exception {
    folder = home;
    Path application = Files.createDirectories(folder.resolve("tollgate.war").resolve("WEB-INF"));
    Files.copy(
        Path.of("src", "main", "webapp", "WEB-INF", "sip.xml"), application.resolve("sip.xml"));
    Files.writeString(folder.resolve("mine.profile"), "garbage\n");
    store = folder.resolve("certificates.p12");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, "secret".toCharArray());
    }
  }

  private String withFiles(String text) throws Exception {
    Matcher wanted = FILE.matcher(text);
    StringBuilder all = new StringBuilder();
    while (wanted.find()) {
      Path file = folder.resolve("file" + ++files);
      Files.writeString(file, wanted.group(1).replace("\\n", "\n"));
      wanted.appendReplacement(all, Matcher.quoteReplacement(file.toString()));
    }
    wanted.appendTail(all);
    return all.toString().replace("STORE", store.toString()).replace("FOLDER", folder.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      maxCharsPerColumn = 1_000,
      textBlock =
          """
          container.sip-port=fifty | container.sip-port: "fifty" from command line (expected: a whole number, from 0 to 65535)
          container.sip-port=65536 | container.sip-port: "65536"
          container.sip-port= | container.sip-port: ""
          container.drain-limit=30 | container.drain-limit: "30" from command line (expected: a duration such as 500ms, 30s, 5min or 2h
          container.drain-limit=25h | container.drain-limit: "25h" from command line (expected: a duration such as 500ms, 30s, 5min or 2h, from 0s to 24h)
          container.sip-transports=sctp | container.sip-transports: "sctp" from command line (expected: a list with commas between, each one of udp, tcp, tls)
          container.sip-transports=udp;tcp | container.sip-transports: "udp;tcp" from command line (expected: a list with commas
          container.sip-transports= | container.sip-transports: none (expected: at least one of udp, tcp, tls)
          container.sip-transports=udp,tls | container.tls-key-store: nothing (expected: a PKCS#12 file
          container.sip-transports=tls + container.tls-key-store=/nowhere.p12 | container.tls-key-store: "/nowhere.p12"
          container.sip-transports=tls + container.tls-key-store=STORE + container.tls-key-store-password=wrong | expected: a PKCS#12 file, and its password in container.tls-key-store-password)
          container.sip-transports=tls + container.tls-key-store=STORE + container.tls-key-store-password=secret | has certificates only (expected: a PKCS#12 file with a private key)
          container.sip-host=not a host | container.sip-host: "not a host"
          container.sip-host=192.0.2.1, 192.0.2.2 | container.sip-host: 192.0.2.1, 192.0.2.2 (expected: an address, or one of IPv4 and one of IPv6
          container.sip-host=192.0.2.10 | sip.peers: nothing (expected: who may speak, as container.sip-host is 192.0.2.10
          container.sip-prot=5060 | container.sip-prot is no setting (did you mean container.sip-port?)
          sip.portable-hand-over=yes | sip.portable-hand-over: "yes" from command line (expected: true or false)
          sip.outbound-proxy=scscf.example.com | sip.outbound-proxy: "scscf.example.com" from command line (expected: a SIP URI)
          sip.group-uris=sip:(room | sip.group-uris: "sip:(room" from command line (expected: a list with commas between, each a regular expression)
          sip.peers=192.0.2.1;trustd | sip.peers: "192.0.2.1;trustd"
          sip.peers=192.0.2.1/99 | sip.peers: 192.0.2.1/99 (expected: a prefix from 0 to 32)
          sip.trust-domain=192.0.2.1 + sip.peers=192.0.2.1 | sip.trust-domain:
          headers.max-headers=1 | headers.max-headers: "1" from command line (expected: a whole number (headers), from 32 to 10000)
          http.port=5060 | http.port: 5060 (expected: another port than container.sip-port
          http.tls-key-store=/nowhere.p12 | http.tls-key-store: "/nowhere.p12"
          msrp.port=8080 | msrp.port: 8080 (expected: another port than http.port
          msrp.tls=true + msrp.tls-key-store=FILE{text} | msrp.tls-key-store:
          conference.charges=everybody | conference.charges: "everybody" from command line (expected: one of owner, initiator, each, none)
          conference.groups-file=/nowhere | conference.groups-file: groups file /nowhere
          conference.groups-file=FILE{sip:team@example.com clique} | "clique" (expected: group or room)
          charging.mode=prepaid | charging.mode: "prepaid" from command line (expected: one of off, offline, online, both, auto)
          charging.rating=session=1:octets:5 | charging.rating: "session=1:octets:5" from command line: "octets" is not one of time
          charging.rating=sesion=1:time:5 | "sesion" is not one of session, group-session
          charging.rating=session=1/x:time:5 | "x" is not a service identifier
          charging.rating=session=1:time:many | "many" is not an amount of units
          charging.services=page-message | "page-message" is not SERVICE=MODE
          charging.services=chat=on | "chat" is not one of session, group-session
          charging.flows=garbage | charging.flows: flow override: "garbage" (expected: PROFILE.charging.PROCEDURE
          charging.flows=IM.offline.MODIFY=DANCE | charging.flows: flow override
          charging.results=4012=200 | charging.results: result override: "4012=200" (expected
          charging.access-filters=top-up | charging.access-filters: "top-up"
          charging.threshold=2 | charging.threshold: "2" from command line (expected: a number, from 0 to 0.99)
          diameter.identity=toll gate | diameter.identity: "toll gate" from command line (expected: a host name)
          diameter.peers=cdf.example.com;rx | diameter.peers: "cdf.example.com;rx" (expected: identity
          diameter.peers=cdf.example.com;sctp | diameter.peers: cdf.example.com: SCTP is not offered (expected: TCP or TLS)
          diameter.peers=ocs.example.com;ro;tls | diameter.peers: ocs.example.com: ;tls without certificates (expected: diameter.tls-certificate
          diameter.peers=a.example.com,a.example.com | expected: each identity once
          diameter.peers=a.example.com@192.0.2.1:99999;ro | diameter.peers: "a.example.com@192.0.2.1:99999;ro"
          diameter.tls-certificate=FILE{x} | diameter.tls-certificate, -key and -trust: 1 of them (expected: all three or none)
          diameter.tls-certificate=FILE{x} + diameter.tls-key=FILE{x} + diameter.tls-trust=FILE{x} | has no CERTIFICATE (expected: a PEM file with one)
          diameter.tls-certificate=/nowhere.pem + diameter.tls-key=FILE{x} + diameter.tls-trust=FILE{x} | diameter.tls-certificate: "/nowhere.pem" (expected: a file that can be read)
          diameter.reconnect-first=30s + diameter.reconnect-ceiling=10s | diameter.reconnect-first: PT30S (expected: at most diameter.reconnect-ceiling
          diameter.listen=3868 | diameter.listen: "3868" from command line (expected: host:port
          diameter.profiles=nokia | diameter.profiles: profile nokia (expected: standard, one of
          diameter.profiles=nokia + diameter.profile-directory=FOLDER | or a file FOLDER/nokia.profile)
          storage.directory=data | storage.directory: "data" (expected: an absolute path
          journal.file=FOLDER | is a folder (expected: a file, which is made where needed)
          journal.durability=replicated | journal.durability: "replicated" (expected: process or disk, or cluster.store)
          deferred.file=journal.db | deferred.file: "journal.db" (expected: another file than journal.file)
          deferred.on=busy | deferred.on: "busy" from command line (expected: a list with commas between, each a whole number
          cluster.store=postgres://db/tollgate | cluster.store: "postgres://db/tollgate"
          cluster.store=jdbc:postgresql://db/tollgate?user=x | cluster.store: a URL that says user
          cluster.store=jdbc:postgresql://db/tollgate + cluster.lease=3s + cluster.patience=5s | cluster.patience: "5s" (expected: less than cluster.lease)
          ledger.identities=hashed | ledger.identity-key: "" (expected: a key, as ledger.identities is hashed)
          cdr.directory=FOLDER + cdr.format=xml | cdr.format: "xml" from command line (expected: one of csv, ber)
          console.users=/nowhere | console.users: "/nowhere" (expected: a file that can be read)
          console.proxy-user-header=X-Remote-User | console.users: nothing (expected: a file with the roles
          console.proxy-addresses=proxy | console.proxy-addresses:
          snmp.receivers=manager | snmp.receivers: "manager"
          snmp.user=tollgate | snmp.password: 0 characters (expected: at least 8
          snmp.user=tollgate + snmp.password=authenticate-me + snmp.privacy-password=short | snmp.privacy-password: 5 characters (expected: at least 8
          snmp.engine-id=80001f88804 | snmp.engine-id: "80001f88804" (expected: an even number of digits)
          snmp.root=tollgate | snmp.root: "tollgate" from command line (expected: an object identifier that begins with 1.3
          snmp.authentication=md5 | snmp.authentication: "md5" from command line (expected: one of sha1, sha256, sha512)
          diameter.listen=192.0.2.1:3868 | diameter.listen-tls: true without certificates (expected: diameter.tls-certificate
          deferred.on=200 | deferred.on: "200" (expected: final answers that refuse, from 300 to 699)
          charging.rating=session=1:time:5,session=2:time:5 | charging.rating: "session" twice (expected: each service once)
          charging.interim-floor=2h + charging.interim-ceiling=1h | charging.interim-floor: "2h" (expected: at most charging.interim-ceiling, 1h)
          console.users=FILE{alice} | console.users:
          console.users=FILE{alice:admin:-} | console.users:
          storage.directory=FILE{x} | storage.directory: "
          cdr.directory=FILE{x} | is a file (expected: a folder
          cdr.directory=FOLDER + cdr.push=/nowhere/take | cdr.push: "/nowhere/take" (expected: a command that can be executed)
          journal.file=FILE{no database at all} | is no SQLite file (expected: a file of Tollgate's own
          ledger.file=FILE{no database at all} | is no SQLite file (expected: a file of Tollgate's own
          diameter.profiles=mine + diameter.profile-directory=FOLDER | mine.profile, line 1: garbage (expected: key = value)
          hep.collector=homer | hep.collector: "homer" from command line (expected: host:port
          """)
  void isFoundByOneLineThatNamesSettingValueAndWhatWasExpected(String given, String said)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("--home", folder.toString()));
    for (String setting : withFiles(given).split(" \\+ ")) {
      words.add("--set");
      words.add(setting);
    }
    words.add("check-config");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int status = line.execute(words.toArray(String[]::new));
    List<String> told =
        err.toString().lines().filter(each -> !each.contains("setting cannot be used:")).toList();
    assertThat(told).as(given).hasSize(1);
    assertThat(told.get(0))
        .contains(withFiles(said))
        .containsAnyOf("expected", "did you mean", " is not ");
    assertThat(told.get(0)).contains(given.substring(0, given.indexOf('.') + 1));
    assertThat(status).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }
}
