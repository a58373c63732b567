package io.tollgate.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process on this machine uses; the heap only of a JVM. */
public final class ProcessUse {
  private static final Pattern USED = Pattern.compile(" used (\\d+)K");
  private static final Pattern TICKS = Pattern.compile("\\) \\S+ (?:\\S+ ){10}(\\d+) (\\d+) ");
  private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");
  private static final Pattern COLLECTOR = Pattern.compile("GC Thread|G1 |Shenandoah|Z[A-Z]");
  private static final double TICKS_PER_SECOND = 100;

  private final long pid;

  public ProcessUse(long pid) {
    this.pid = pid;
  }

  /** User and system time so far. */
  public double cpuSeconds() throws IOException {
    return cpuSeconds(proc("stat"));
  }

  /** Of that, what the kernel used for it. */
  public double systemSeconds() throws IOException {
    return seconds(proc("stat"), true);
  }

  /** What the compilers of a JVM used so far. */
  public double compilerSeconds() throws IOException {
    return threadSeconds(COMPILER);
  }

  /** What the collector's threads of a JVM used so far. */
  public double collectorSeconds() throws IOException {
    return threadSeconds(COLLECTOR);
  }

  private double threadSeconds(Pattern name) throws IOException {
    double sum = 0;
    try (Stream<Path> threads = Files.list(proc("task"))) {
      for (Path thread : threads.toList()) {
        try {
          if (name.matcher(Files.readString(thread.resolve("comm"))).lookingAt()) {
            sum += cpuSeconds(thread.resolve("stat"));
          }
        } catch (NoSuchFileException e) {
          // It ended.
        }
      }
    }
    return sum;
  }

  private static double cpuSeconds(Path stat) throws IOException {
    return seconds(stat, false);
  }

  private static double seconds(Path stat, boolean systemAlone) throws IOException {
    Matcher ticks = TICKS.matcher(Files.readString(stat));
    if (!ticks.find()) {
      throw new IOException(stat + " has no times");
    }
    long user = systemAlone ? 0 : Long.parseLong(ticks.group(1));
    return (user + Long.parseLong(ticks.group(2))) / TICKS_PER_SECOND;
  }

  public double residentMebibytes() throws IOException {
    return status("VmRSS:") / 1024.0;
  }

  public long threads() throws IOException {
    return status("Threads:");
  }

  public long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(proc("fd"))) {
      return open.count();
    }
  }

  /** After collections: what is still reachable. */
  public double heapMebibytesAfterCollection() throws IOException, InterruptedException {
    jcmd("GC.run");
    jcmd("GC.run");
    return heapMebibytes();
  }

  public double heapMebibytes() throws IOException, InterruptedException {
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd " + pid + " GC.heap_info tells no use");
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  /** Writes how many objects of each class are reachable. */
  public void histogram(Path file) throws IOException, InterruptedException {
    Files.writeString(file, jcmd("GC.class_histogram"));
  }

  /** Waits until the process has next to nothing left to do. */
  public void awaitQuiet(Duration most) throws IOException, InterruptedException {
    Quiet.await(this::cpuSeconds, most);
  }

  /** Has a JVM record itself with the settings of a profile, until {@link #profiled}. */
  public void profile() throws IOException, InterruptedException {
    jcmd("JFR.start", "name=bench", "settings=profile");
  }

  public void profiled(Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    jcmd("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
  }

  private long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }

  private String jcmd(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = jcmd.inputReader(StandardCharsets.UTF_8)) {
      String text = String.join("\n", out.lines().toList());
      jcmd.waitFor();
      return text;
    }
  }
}
