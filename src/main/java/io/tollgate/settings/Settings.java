package io.tollgate.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Everything an operator can set, read once and never changed. */
public record Settings(
    ContainerSettings container,
    HttpSettings http,
    SipSettings sip,
    HeaderSettings headers,
    MsrpSettings msrp,
    ConferenceSettings conference,
    ChargingSettings charging,
    DiameterSettings diameter,
    StorageSettings storage,
    JournalSettings journal,
    ClusterSettings cluster,
    DeferredSettings deferred,
    LedgerSettings ledger,
    CdrSettings cdr,
    ConsoleSettings console,
    SnmpSettings snmp,
    HepSettings hep) {

  public Settings {
    Listeners.check(container, http, msrp);
    Listeners.checkWhoMaySpeak(container, sip);
    charging.checkTexts();
    checkDurability(journal, cluster);
    checkFile("journal.file", storage.place(journal.file()));
    checkFile("deferred.file", storage.place(deferred.file()));
    checkFile("ledger.file", storage.place(ledger.file()));
    checkFile("cdr.file", storage.place(cdr.file()));
    checkApart(
        storage,
        Map.of(
            "journal.file", journal.file(),
            "deferred.file", deferred.file(),
            "ledger.file", ledger.file(),
            "cdr.file", cdr.file()));
  }

  private static void checkApart(StorageSettings storage, Map<String, Path> files) {
    Map<Path, String> taken = new HashMap<>();
    for (String setting : List.of("journal.file", "deferred.file", "ledger.file", "cdr.file")) {
      Path file = Objects.requireNonNull(files.get(setting));
      String other = taken.putIfAbsent(storage.place(file), setting);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: \"%s\" (expected: another file than %s)".formatted(setting, file, other));
      }
    }
  }

  private static void checkFile(String setting, Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is a folder (expected: a file, which is made where needed)"
              .formatted(setting, file));
    }
  }

  private static void checkDurability(JournalSettings journal, ClusterSettings cluster) {
    if (!cluster.isOn() && journal.durability().orElse(Durability.DISK) == Durability.REPLICATED) {
      throw new IllegalArgumentException(
          "journal.durability: \"replicated\" (expected: process or disk, or cluster.store)");
    }
  }

  /** What records outlive before somebody is told that they are kept. */
  public Durability durability() {
    return journal.durability().orElse(cluster.isOn() ? Durability.REPLICATED : Durability.PROCESS);
  }

  /** Where the journal lies. */
  public Path journalFile() {
    return storage.place(journal.file());
  }

  /** Where the deferred messages lie. */
  public Path deferredFile() {
    return storage.place(deferred.file());
  }

  /** Where the history lies. */
  public Path historyFile() {
    return storage.place(ledger.file());
  }

  /** Where charging data files appear; empty where there are none. */
  public Optional<Path> cdrFolder() {
    return cdr.directory().map(storage::place);
  }

  /** Where charging data records gather. */
  public Path cdrFile() {
    return storage.place(cdr.file());
  }

  /** The defaults with some of them changed, named as in the catalogue. */
  public static Settings of(Map<String, String> changed) {
    return new SettingsReader().with(new SettingsSource("given", changed)).read().settings();
  }

  public static Settings defaults() {
    return of(Map.of());
  }
}
