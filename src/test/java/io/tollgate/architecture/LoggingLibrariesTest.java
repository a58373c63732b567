package io.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One implementation of logging, whatever our libraries were written against. */
class LoggingLibrariesTest {

  @Test
  void slf4jHasOneProviderAndNoBindingOfItsFormerKind() throws IOException {
    assertThat(all("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
        .singleElement()
        .asString()
        .contains("log4j-slf4j2-impl");
    assertThat(all("org/slf4j/impl/StaticLoggerBinder.class")).isEmpty();
  }

  @Test
  void log4j1IsTheBridgeToLog4j2() throws IOException {
    assertThat(all("org/apache/log4j/Logger.class"))
        .singleElement()
        .asString()
        .contains("log4j-1.2-api");
  }

  private static List<URL> all(String resource) throws IOException {
    return Collections.list(LoggingLibrariesTest.class.getClassLoader().getResources(resource));
  }
}
