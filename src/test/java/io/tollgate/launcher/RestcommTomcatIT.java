package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.Ports;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.log.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The WAR in a container of the operator's: Tomcat 7 as Apache packs it, Restcomm's libraries in
 * its {@code lib}, and the files of {@code deploy/restcomm}, as its README tells.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestcommTomcatIT {
  private static final Path DISTRIBUTION = Path.of("target", "distribution");
  private static final Path FILES = Path.of("deploy", "restcomm");

  private final Path home = Path.of("target", "restcomm").toAbsolutePath();
  private final int sipPort = Ports.free();
  private final int httpPort = Ports.free();
  private Process tomcat;

  @BeforeAll
  void start() throws IOException {
    delete(home);
    copyTree(Path.of("target", "tomcat", "apache-tomcat-7.0.109"), home);
    delete(home.resolve("webapps"));
    Files.createDirectories(home.resolve("webapps"));
    Files.copy(
        DISTRIBUTION.resolve("tollgate.war"), home.resolve("webapps").resolve("tollgate.war"));
    // A Restcomm download has its own of these; Tomcat's stay as they are.
    copyJars(
        name ->
            !name.startsWith("tomcat-")
                && !name.startsWith("netty-")
                && !name.equals("tollgate-classes.jar")
                && !name.equals("tollgate-lab.jar"));
    for (String file : new String[] {"server.xml", "context.xml"}) {
      replace(FILES.resolve(file), home.resolve("conf").resolve(file));
    }
    for (String file :
        new String[] {"tollgate-router.properties", "tollgate-sip-stack.properties"}) {
      replace(FILES.resolve(file), home.resolve("conf").resolve(file));
    }
    replace(FILES.resolve("setenv.sh"), home.resolve("bin").resolve("setenv.sh"));
    ProcessBuilder builder =
        new ProcessBuilder("sh", home.resolve("bin").resolve("catalina.sh").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("logs").resolve("console.log").toFile());
    builder.environment().put("CATALINA_HOME", home.toString());
    builder.environment().put("TOLLGATE_CONTAINER_SIP_PORT", Integer.toString(sipPort));
    builder.environment().put("TOLLGATE_HTTP_PORT", Integer.toString(httpPort));
    builder.environment().put("TOLLGATE_MSRP_PORT", Integer.toString(Ports.free()));
    builder.environment().put("TOLLGATE_CHARGING_MODE", "off");
    builder.environment().put("TOLLGATE_JOURNAL_FILE", home.resolve("journal.db").toString());
    tomcat = builder.start();
    Await.until(() -> status("/tollgate/ready") == 200, "Tomcat to be ready");
  }

  @AfterAll
  void stop() throws InterruptedException {
    tomcat.destroy();
    if (!tomcat.waitFor(30, TimeUnit.SECONDS)) {
      tomcat.destroyForcibly().waitFor();
    }
    WrittenFile.tellsNothing(home.resolve("logs").resolve("console.log"));
  }

  @Test
  void aCallGoesThrough() {
    try (SippRun callee = SippRunner.scenario("b2bua-callee").start()) {
      SippRunner.scenario("b2bua-caller")
          .to(sipPort)
          .key("callee_port", callee.port())
          .key("icid", "in-tomcat")
          .option("-set", "talk", "100")
          .run();

      assertThat(callee.awaitSuccess().received("INVITE").get(0).header("P-Charging-Vector"))
          .contains("in-tomcat");
    }
  }

  @Test
  void theConsoleIsThere() {
    assertThat(status("/tollgate/health")).isEqualTo(200);
    assertThat(status("/tollgate/metrics")).isEqualTo(200);
  }

  /** They use no more of the servlet API than this old container has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/overview",
        "/sessions",
        "/calls",
        "/conferences",
        "/peers",
        "/journal",
        "/flows",
        "/settings",
        "/login",
        "/static/console.css",
        "/static/htmx.min.js",
        "/api/v1/overview",
        "/api/v1/openapi.json"
      })
  void everyPageIsThere(String page) {
    assertThat(status("/tollgate" + page)).isEqualTo(200);
  }

  private int status(String path) {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
    if (!tomcat.isAlive()) {
      throw new AssertionError("Tomcat ended: see " + home.resolve("logs").resolve("console.log"));
    }
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void copyJars(Predicate<String> wanted) throws IOException {
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        if (wanted.test(name)) {
          replace(jar, home.resolve("lib").resolve(name));
        }
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        replace(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void replace(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
    } else {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted((a, b) -> b.compareTo(a))
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
