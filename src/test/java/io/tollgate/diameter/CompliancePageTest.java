package io.tollgate.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompliancePageTest {
  private static final Path PAGE = Path.of("deploy", "docs", "compliance.md");

  /** Run with {@code -Dtollgate.write=true} to write it anew. */
  @Test
  void thePageIsWhatTheCodeSends() throws IOException {
    if (Boolean.getBoolean("tollgate.write")) {
      Files.writeString(PAGE, CompliancePage.markdown());
    }
    assertThat(PAGE)
        .as("stale? mvn test -Dtest=CompliancePageTest -Dtollgate.write=true writes it anew")
        .hasContent(CompliancePage.markdown());
  }

  @Test
  void ofEveryAvpThatIsSentItIsToldWhereItsValueComesFrom() {
    assertThat(CompliancePage.sourcesOfAll())
        .allSatisfy((avp, source) -> assertThat(source).as(avp).isNotBlank());
  }

  @Test
  void theSettingsThatAreNamedAreThere() throws IOException {
    String settings = Files.readString(Path.of("deploy", "settings.md"));
    Matcher named =
        Pattern.compile("`((?:diameter|charging|sip)[.][a-z.-]+)`").matcher(Files.readString(PAGE));
    while (named.find()) {
      assertThat(settings).contains("`" + named.group(1) + "`");
    }
  }

  /** A test that a clause names has to be there. */
  @Test
  void theTestsThatAreNamedAreThere() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      names = files.map(file -> file.getFileName().toString()).toList();
    }
    for (String line : CompliancePage.clauseLines()) {
      assertThat(line.split("\\|", -1)).as(line).hasSize(3);
      assertThat(line.split("\\|", -1)[1].strip()).as(line).isIn("yes", "no", "partly");
      for (String word : line.split("[^A-Za-z0-9]+")) {
        if (word.matches("[A-Z][A-Za-z0-9]*(Test|IT)")) {
          assertThat(names).as(line).contains(word + ".java");
        }
      }
    }
  }
}
