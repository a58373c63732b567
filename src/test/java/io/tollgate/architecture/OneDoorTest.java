package io.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a message says about who sent it, who pays and where it is to go is read in one room, which
 * knows what its sender is trusted with. Whoever reads such a header by its name elsewhere believes
 * everybody.
 */
class OneDoorTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "tollgate");

  /** The door itself, and rooms that speak of headers in words of their own. */
  private static final List<Path> MAY =
      List.of(
          SOURCES.resolve(Path.of("sip", "trust")),
          SOURCES.resolve("launcher"),
          // HTTP, which has a gate of its own.
          SOURCES.resolve("console"),
          SOURCES.resolve("lab"),
          // Reads captures, and sends nothing.
          SOURCES.resolve("whatif"));

  private static final Pattern NAMED =
      Pattern.compile(
          "\"(p-asserted-[a-z]+|p-preferred-[a-z]+|p-served-user|p-called-party-id|p-charging-[a-z-]*"
              + "|privacy|route)\"");
  private static final Pattern CALLED =
      Pattern.compile("getpoppedroute\\(|getinitialpoppedroute\\(|getremoteaddr\\(");

  /**
   * Places that name such a header and take nobody's word: they withhold it or pass it on by the
   * trust in the next hop, look at a request of our own, mean an option tag (RFC 3323), or look at
   * an address for its family alone.
   */
  private static final List<String> BELIEVES_NOTHING =
      List.of(
          "HeaderTransparency.java: \"route\"",
          "Extensions.java: \"privacy\"",
          "FocusInvites.java: \"p-asserted-identity\"",
          "FocusInvites.java: \"p-asserted-service\"",
          "FocusInvites.java: \"p-preferred-service\"",
          "FocusInvites.java: \"p-charging-function-addresses\"",
          "FocusInvites.java: \"privacy\"",
          // What this server believes of the sender, to a server that believes this one.
          "OtherServer.java: \"p-asserted-identity\"",
          "MessageContents.java: \"route\"",
          "MessageContents.java: \"privacy\"",
          "LocalInterfaces.java: \"route\"",
          "Calling.java: getremoteaddr(");

  @Test
  void headersThatNeedTrustAreReadByTheDoorOnly() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (MAY.stream().noneMatch(file::startsWith)) {
          String text = Files.readString(file).toLowerCase(Locale.ROOT);
          for (Pattern pattern : List.of(NAMED, CALLED)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
              found.add(SOURCES.relativize(file) + ": " + matcher.group());
            }
          }
        }
      }
    }
    found.removeIf(place -> BELIEVES_NOTHING.stream().anyMatch(place::endsWith));
    assertThat(found).isEmpty();
  }
}
