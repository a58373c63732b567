package io.tollgate.journal.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the child with a library that keeps the disk as it was before each write. */
final class CrashSteps {

  private final Path work;
  private final Path library;

  CrashSteps(Path work) throws IOException, InterruptedException {
    this.work = work;
    this.library = work.resolve("steps.so");
    Path source = work.resolve("steps.c");
    try (InputStream in = CrashSteps.class.getResourceAsStream("steps.c")) {
      Files.copy(in, source);
    }
    int status;
    try {
      status =
          new ProcessBuilder(
                  "gcc",
                  "-shared",
                  "-fPIC",
                  "-O1",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .inheritIO()
              .start()
              .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("gcc does not run: apt-get install gcc libc6-dev", e);
    }
    if (status != 0) {
      throw new IllegalStateException("gcc failed: apt-get install gcc libc6-dev");
    }
  }

  /** The disk before one step. */
  record Step(Path directory, char operation) {

    Path file() {
      return directory.resolve("journal.db");
    }

    List<String> log() throws IOException {
      return Files.readAllLines(directory.resolve("log"));
    }
  }

  /** Lets the child work in the directory, to its end. */
  List<Step> run(Path directory, long boot, String what) throws IOException, InterruptedException {
    Path steps = Files.createDirectory(work.resolve(what + boot));
    Path output = work.resolve(what + boot + ".out");
    ProcessBuilder child = child(directory, boot, what);
    child.environment().put("STEPS_DIR", steps.toString());
    int status = child.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("child failed: " + Files.readString(output));
    }
    List<Step> list = new ArrayList<>();
    String operations = Files.readString(steps.resolve("ops"));
    for (int i = 0; i < operations.length(); i++) {
      list.add(new Step(steps.resolve(Integer.toString(i)), operations.charAt(i)));
    }
    return list;
  }

  /** The child in a directory, told the errno to fail with by a file {@code fail} beside it. */
  ProcessBuilder child(Path directory, long boot, String... what) {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            directory.toString(),
            Long.toString(boot),
            what[0]);
    child.command().addAll(List.of(what).subList(1, what.length));
    child
        .environment()
        .putAll(
            Map.of(
                "LD_PRELOAD", library.toString(),
                "STEPS_FILE", directory.resolve("journal.db").toString(),
                "STEPS_LOG", directory.resolve("log").toString(),
                "STEPS_REDO", ".redo-" + Long.toHexString(boot),
                "STEPS_FAIL", work.resolve("fail").toString()));
    return child;
  }
}
