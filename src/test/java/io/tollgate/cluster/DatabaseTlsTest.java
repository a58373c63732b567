package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.ServerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes connections with TLS only, and whose certificate nobody public signed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTlsTest {

  @TempDir static Path folder;
  private PostgresServer server;
  private Path its;
  private Path anothers;

  @BeforeAll
  void start() throws Exception {
    server = PostgresServer.start();
    ServerKey key = ServerKey.create(Files.createDirectories(folder.resolve("its")));
    its = Files.writeString(folder.resolve("its.pem"), key.certificate());
    anothers =
        Files.writeString(
            folder.resolve("anothers.pem"),
            ServerKey.create(Files.createDirectories(folder.resolve("other"))).certificate());
    server.requireTls(key.certificate(), key.privateKey());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private ClusterDatabase open(String host, String mode, @Nullable Path roots)
      throws ClusterException {
    return open(host, mode, roots, Duration.ofSeconds(10));
  }

  /** A server tries for a while, for a database that comes up beside it. */
  private void assertRefused(String host, String mode, @Nullable Path roots) {
    assertThatThrownBy(() -> open(host, mode, roots, Duration.ofMillis(500)))
        .isInstanceOf(ClusterException.class);
  }

  private ClusterDatabase open(String host, String mode, @Nullable Path roots, Duration patience)
      throws ClusterException {
    return ClusterDatabase.open(
        new DatabaseAddress(
            server.url().replace("127.0.0.1", host),
            PostgresServer.USER,
            PostgresServer.PASSWORD,
            mode,
            roots,
            3,
            "test",
            "local",
            patience));
  }

  @Test
  void aCertificateThatItsRootsVouchForIsTakenAndTheConnectionIsEncrypted() throws Exception {
    try (ClusterDatabase database = open("127.0.0.1", "verify-full", its);
        Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
      assertThat(row.getString(2)).startsWith("TLSv1.");
    }
  }

  @Test
  void anothersRootsAndThoseOfJavaDoNotVouchForIt() {
    assertRefused("127.0.0.1", "verify-full", anothers);
    assertRefused("127.0.0.1", "verify-full", null);
  }

  @Test
  void aNameThatTheCertificateDoesNotHaveIsRefused() {
    assertRefused("localhost", "verify-full", its);
  }

  @Test
  void requireEncryptsAndChecksNothingAndNoneIsTurnedAway() throws Exception {
    open("127.0.0.1", "require", null).close();
    assertRefused("127.0.0.1", "disable", null);
  }
}
