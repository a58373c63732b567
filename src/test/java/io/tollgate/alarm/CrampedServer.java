package io.tollgate.alarm;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server in a process of its own, whose disk, file descriptors and heap run out and come back. It
 * prints which alarms that raised and cleared. What lasts for minutes does so by its own clock.
 */
final class CrampedServer implements AutoCloseable {
  private static final int SMALL_FILE = 1_024;

  /** Enough for a journal that has just begun, not for the usage of thousands of sessions. */
  private static final int MEDIUM_FILE = 900_000;

  private static final int SPARE_DESCRIPTORS = 60;

  private final AtomicLong nanos = new AtomicLong();
  private final Path folder;
  private final TollgateServer server;
  private final PhoneBank bank;
  private final AlarmConditions conditions;

  private CrampedServer(Path folder) throws IOException {
    this.folder = folder;
    Path take = folder.resolve("take");
    Files.writeString(take, "#!/bin/sh\nexec test ! -e " + refusal() + "\n");
    if (!take.toFile().setExecutable(true)) {
      throw new IOException(take + " cannot be made executable");
    }
    server =
        TollgateServer.start(
            Map.of(
                "storage.directory", folder.toString(),
                "charging.mode", "offline",
                "journal.buffer-records", "3",
                "cdr.directory", "out",
                "cdr.max-records", "1",
                "cdr.push-retry", "1s",
                "cdr.push", take.toString()));
    bank = new PhoneBank(server.sipPort()).patience(60);
    conditions = new AlarmConditions(server.application().meters(), this::ofJournal, nanos::get);
  }

  private Path refusal() {
    return folder.resolve("refuse");
  }

  /** The word is a folder. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]).toAbsolutePath();
    // The driver's library is a file, too.
    DriverManager.getConnection("jdbc:sqlite::memory:").close();
    limit("--fsize=" + MEDIUM_FILE + ":unlimited");
    try (CrampedServer cramped = new CrampedServer(Files.createDirectory(folder.resolve("a")))) {
      cramped.usageHasNoRoom();
    }
    try (CrampedServer cramped = new CrampedServer(Files.createDirectory(folder.resolve("b")))) {
      cramped.nobodyTakesFiles();
      cramped.theDiskIsFull();
      cramped.descriptorsRunOut();
      cramped.theHeapRunsFull();
    }
    System.exit(0);
  }

  private Map<String, String> ofJournal() {
    Map<String, String> on = new HashMap<>();
    for (Gauge gauge : server.application().meters().find("tollgate.journal.alarm").gauges()) {
      if (gauge.value() == 1) {
        on.put(String.valueOf(gauge.getId().getTag("alarm")), "on");
      }
    }
    return on;
  }

  private double gauge(String name) {
    Gauge gauge = server.application().meters().find(name).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private void message() {
    Phone called = bank.phone("bob").answering(200);
    int status =
        bank.phone("alice").request(called.uri(), "MESSAGE", "", "text/plain", "hello").status();
    if (status != 200) {
      throw new IllegalStateException("MESSAGE: " + status);
    }
  }

  private void areOn(AlarmCatalogue... alarms) {
    Set<AlarmCatalogue> all = EnumSet.copyOf(List.of(alarms));
    Await.until(
        () -> {
          nanos.addAndGet(Duration.ofMinutes(1).toNanos());
          return conditions.get().keySet().containsAll(all);
        },
        all + " to be raised");
    all.forEach(alarm -> System.out.println("RAISED " + alarm));
  }

  private void areOver(AlarmCatalogue... alarms) {
    Set<AlarmCatalogue> all = EnumSet.copyOf(List.of(alarms));
    Await.until(
        () -> conditions.get().keySet().stream().noneMatch(all::contains), all + " to be cleared");
    all.forEach(alarm -> System.out.println("CLEARED " + alarm));
  }

  private void usageHasNoRoom() throws IOException, InterruptedException {
    areOn(AlarmCatalogue.USAGE_NOT_KEPT);
    limit("--fsize=unlimited");
    areOver(AlarmCatalogue.USAGE_NOT_KEPT);
  }

  private void nobodyTakesFiles() throws IOException {
    Files.createFile(refusal());
    message();
    areOn(AlarmCatalogue.CDR_NOT_PUSHED);
    Files.delete(refusal());
    areOver(AlarmCatalogue.CDR_NOT_PUSHED);
  }

  /** No file may grow: what is written beyond its first octets fails. */
  private void theDiskIsFull() throws IOException, InterruptedException {
    limit("--fsize=" + SMALL_FILE + ":unlimited");
    message();
    areOn(AlarmCatalogue.DISK_FAILED, AlarmCatalogue.CDR_FAILED, AlarmCatalogue.HISTORY_FAILED);
    for (int i = 0; i < 5; i++) {
      message();
    }
    areOn(AlarmCatalogue.RECORDS_LOST);
    limit("--fsize=unlimited");
    message();
    areOver(
        AlarmCatalogue.DISK_FAILED,
        AlarmCatalogue.CDR_FAILED,
        AlarmCatalogue.HISTORY_FAILED,
        AlarmCatalogue.RECORDS_LOST);
    Await.until(() -> ofJournal().isEmpty(), "what the journal kept to be in files");
  }

  /** Clients that hold connections. */
  private void descriptorsRunOut() throws IOException, InterruptedException {
    double most = gauge("process.files.max");
    int few = (int) gauge("process.files.open") + SPARE_DESCRIPTORS;
    limit("--nofile=" + few + ":" + (long) most);
    List<Socket> clients = new ArrayList<>();
    while (gauge("process.files.open") <= 0.9 * few) {
      clients.add(new Socket(InetAddress.getLoopbackAddress(), server.httpPort()));
    }
    areOn(AlarmCatalogue.FILES_SHORT);
    for (Socket client : clients) {
      client.close();
    }
    limit("--nofile=" + (long) most + ":" + (long) most);
    areOver(AlarmCatalogue.FILES_SHORT);
  }

  private void theHeapRunsFull() {
    List<byte[]> held = new ArrayList<>();
    while (!conditions.get().containsKey(AlarmCatalogue.HEAP_FULL)) {
      if (!isFull()) {
        held.add(new byte[50_000]);
      }
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    areOn(AlarmCatalogue.HEAP_FULL);
    System.out.println("held " + held.size());
    held.clear();
    System.gc();
    areOver(AlarmCatalogue.HEAP_FULL);
  }

  private static boolean isFull() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() > 0.955 * runtime.maxMemory();
  }

  private static void limit(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("prlimit", "--pid", Long.toString(ProcessHandle.current().pid()), option)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("prlimit " + option);
    }
  }

  @Override
  public void close() {
    bank.close();
    server.close();
  }
}
