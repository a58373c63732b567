package io.tollgate.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A group played by a process of its own, whose server is without the group's guard. */
final class DisarmedRun {
  private DisarmedRun() {}

  /**
   * What broke.
   *
   * @param words as they were given to this process
   */
  static List<String> broke(Group group, List<String> words) throws IOException {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target/hostile")), "disarmed");
    group.disarmed().forEach(each -> each.into(folder));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-Xmx1g",
                "-cp",
                folder + ":" + System.getProperty("java.class.path"),
                HostileMain.class.getName(),
                group.name()));
    words.stream()
        .filter(word -> !word.equals("--unguarded") && !Groups.isName(word))
        .forEach(command::add);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> broke = new ArrayList<>();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      said.lines().filter(line -> line.startsWith("BROKE")).forEach(broke::add);
    } finally {
      process.destroy();
    }
    return broke;
  }
}
