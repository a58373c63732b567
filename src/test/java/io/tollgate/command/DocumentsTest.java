package io.tollgate.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tollgate.harness.Tools;
import io.tollgate.settings.Catalogue;
import io.tollgate.settings.SettingDescription;
import io.tollgate.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What the documents name exists, what they link to is there, and what they tell to set is taken.
 */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern WORD = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern METRIC = Pattern.compile("tollgate(?:_[a-z]+)+");

  /** Of the samples: the operator's own files. */
  private static final String OWN = "/etc/tollgate/";

  private static final String PROGRAMS = "/usr/local/bin/";

  @TempDir private static Path own;

  @BeforeAll
  static void ownFiles() throws Exception {
    Files.writeString(own.resolve("groups.txt"), "sip:news@example.com room open\n");
    Files.writeString(own.resolve("users"), "");
    assertThat(Files.createFile(own.resolve("take-cdr")).toFile().setExecutable(true)).isTrue();
    Files.createDirectories(own.resolve("profiles"));
    Files.writeString(own.resolve("profiles").resolve("own.profile"), "based-on = standard\n");
    Tools.require("openssl", "openssl");
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=tollgate1.example.com -days 2"
            + " -keyout diameter.key -out diameter.pem");
    Files.copy(own.resolve("diameter.pem"), own.resolve("charging-ca.pem"));
    run(
        "openssl pkcs12 -export -inkey diameter.key -in diameter.pem -out sip.p12 -passout"
            + " pass:secret");
  }

  private static void run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.split(" ")).directory(own.toFile()).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command).isZero();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("SECURITY.md")));
    try (Stream<Path> below = Files.walk(Path.of("deploy"))) {
      below.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<String> blocks(String text, String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  @Test
  void whatTheyLinkToIsThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://")
            && !Files.exists(requireNonNull(page.toAbsolutePath().getParent()).resolve(target))) {
          broken.add(page + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void whatTheyTellToSetIsTaken() throws IOException {
    int samples = 0;
    for (Path page : pages()) {
      for (String sample : blocks(Files.readString(page), "properties")) {
        samples++;
        Path file = own.resolve("sample" + samples + ".properties");
        Files.writeString(file, sample.replace(OWN, own + "/").replace(PROGRAMS, own + "/"));
        assertThatCode(
                () -> NamedFiles.check(new SettingsReader().withFile(file).read().settings()))
            .as("%s:%n%s", page, sample)
            .doesNotThrowAnyException();
      }
    }
    assertThat(samples).isGreaterThan(15);
  }

  @Test
  void theSettingsThatTheyNameExist() throws IOException {
    Set<String> known =
        new Catalogue().all().stream().map(SettingDescription::name).collect(Collectors.toSet());
    Set<String> rooms =
        known.stream().map(name -> name.replaceFirst("\\..*", "")).collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher word = WORD.matcher(Files.readString(page));
      while (word.find()) {
        String name = word.group(1).replaceFirst("\\s*=.*", "");
        int dot = name.indexOf('.');
        if (dot > 0
            && rooms.contains(name.substring(0, dot))
            && name.matches("[a-z]+\\.[a-z0-9-]+")
            && !known.contains(name)
            && !isFileOrPackage(name)) {
          unknown.add(page + ": " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean isFileOrPackage(String name) {
    return name.matches(".*\\.(db|xml|md|java|redo|csv)")
        || Files.isDirectory(Path.of("src/main/java/io/tollgate", name.split("\\.")))
        || Files.isDirectory(Path.of("src/tools/java/io/tollgate", name.split("\\.")));
  }

  @Test
  void theCommandsThatTheyNameExist() throws IOException {
    Map<String, CommandLine> known = Main.commandLine(Map.of()).getSubcommands();
    List<String> unknown = new ArrayList<>();
    Pattern command = Pattern.compile("bin/tollgate ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?");
    for (Path page : pages()) {
      Matcher named = command.matcher(Files.readString(page));
      while (named.find()) {
        CommandLine found = known.get(named.group(1));
        boolean second =
            found == null
                || named.group(2) == null
                || found.getSubcommands().isEmpty()
                || found.getSubcommands().containsKey(named.group(2));
        if (found == null || !second) {
          unknown.add(page + ": " + named.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void theMetricsThatTheyNameAreMadeByTheServer() throws IOException {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(one -> one.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(source));
      }
    }
    Set<String> unknown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher metric = METRIC.matcher(Files.readString(page));
      while (metric.find()) {
        String dotted =
            metric
                .group()
                .replaceFirst("_(seconds_)?(total|bucket|count|sum)$", "")
                .replace('_', '.');
        String prefix = dotted.replaceFirst("(tollgate\\.[a-z]+\\.).*", "$1");
        if (code.indexOf("\"" + dotted + "\"") < 0 && code.indexOf("\"" + prefix + "\"") < 0) {
          unknown.add(page + ": " + metric.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }
}
