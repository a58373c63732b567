package io.tollgate.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

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
    ConsoleSettings console) {

  public Settings {
    Listeners.check(container, http, msrp);
    Listeners.checkWhoMaySpeak(container, sip);
    charging.checkTexts();
    checkDurability(journal, cluster);
    checkFile("journal.file", storage.place(journal.file()));
    checkFile("deferred.file", storage.place(deferred.file()));
    checkFile("ledger.file", storage.place(ledger.file()));
    if (storage.place(journal.file()).equals(storage.place(deferred.file()))) {
      throw new IllegalArgumentException(
          "deferred.file: \"%s\" (expected: another file than journal.file)"
              .formatted(deferred.file()));
    }
    if (Set.of(storage.place(journal.file()), storage.place(deferred.file()))
        .contains(storage.place(ledger.file()))) {
      throw new IllegalArgumentException(
          "ledger.file: \"%s\" (expected: another file than journal.file and deferred.file)"
              .formatted(ledger.file()));
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

  /** The defaults with some of them changed, named as in the catalogue. */
  public static Settings of(Map<String, String> changed) {
    return new SettingsReader().with(new SettingsSource("given", changed)).read().settings();
  }

  public static Settings defaults() {
    return of(Map.of());
  }
}
