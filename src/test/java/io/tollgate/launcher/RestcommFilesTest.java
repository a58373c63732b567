package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The files that an operator copies into a Restcomm container say what our launcher says. */
class RestcommFilesTest {
  @Test
  void theStackIsTheSame() throws IOException {
    assertThat(read("tollgate-sip-stack.properties"))
        .isEqualTo(SipStackProperties.of("tollgate", Map.of()));
  }

  @Test
  void theRoutesAreTheSame() throws IOException {
    assertThat(read("tollgate-router.properties"))
        .isEqualTo(ApplicationRouterFile.routingTo(EmbeddedContainer.APPLICATION_NAME));
  }

  private static Properties read(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("deploy", "restcomm", name))) {
      properties.load(reader);
    }
    return properties;
  }
}
