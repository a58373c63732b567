package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own in a temporary folder, on a free loopback port, with the schema and role
 * of {@code deploy/cluster.d}. As root it runs as the user postgres: the server refuses root.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "tollgate";
  public static final String PASSWORD = "let-me-in";

  private static final String OWNER = "postgres";
  private static final Path SCHEMA = Path.of("deploy", "cluster.d");
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Path programs;
  private final int port = Ports.free();

  private PostgresServer(Path folder, Path programs) {
    this.folder = folder;
    this.programs = programs;
  }

  /**
   * Started and with the schema in it.
   *
   * @param settings further lines of postgresql.conf
   */
  public static PostgresServer start(String... settings) {
    PostgresServer server = new PostgresServer(newFolder(), programs());
    server.run(
        "initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C", "-D", server.data());
    server.configure(
        "listen_addresses = '127.0.0.1'",
        "port = " + server.port,
        "unix_socket_directories = ''",
        "max_connections = 60",
        "shared_buffers = 32MB",
        // The process is killed here, never the machine: what it has written is the system's.
        "fsync = off",
        "max_wal_size = 256MB",
        "logging_collector = off");
    server.configure(settings);
    server.startAgain();
    try {
      server.makeSchema();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** A standby of another, made by pg_basebackup, that streams from it. */
  public static PostgresServer standbyOf(PostgresServer primary, String name) {
    PostgresServer server = new PostgresServer(newFolder(), programs());
    server.run(
        "pg_basebackup",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(primary.port),
        "-U",
        OWNER,
        "-D",
        server.data(),
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "--no-sync");
    server.configure(
        "port = " + server.port,
        "synchronous_standby_names = ''",
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s application_name=%s'"
            .formatted(primary.port, OWNER, name));
    server.startAgain();
    return server;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("tollgate-postgres-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString))
          .orElseThrow(PostgresServer::missing);
    } catch (IOException e) {
      throw missing();
    }
  }

  private static IllegalStateException missing() {
    return new IllegalStateException("no PostgreSQL: apt-get install postgresql");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** The user that may own the folder and run the server. */
  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void run(String program, String... words) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      own(folder);
      command.addAll(List.of("runuser", "-u", OWNER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(words));
    Path output = folder.resolveSibling(folder.getFileName() + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(program + " does not end: " + Files.readString(output));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(program + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void own(Path path) {
    try {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER));
    } catch (IOException e) {
      throw new IllegalStateException("no user postgres: apt-get install postgresql", e);
    }
  }

  private void configure(String... lines) {
    Path file = Path.of(data(), "postgresql.auto.conf");
    try {
      List<String> all = new ArrayList<>(Files.readAllLines(file));
      all.addAll(List.of(lines));
      Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes connections with TLS and no others from now on.
   *
   * @param certificate PEM
   * @param key PEM
   */
  public void requireTls(String certificate, String key) {
    try {
      write("server.crt", certificate);
      write("server.key", key);
      Path file = Path.of(data(), "pg_hba.conf");
      Files.writeString(
          file, "hostssl all all 127.0.0.1/32 trust\nhostnossl all all 127.0.0.1/32 reject\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    set("ssl = on");
  }

  private void write(String name, String text) throws IOException {
    Path file = Path.of(data(), name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      own(file);
    }
  }

  /** Changes its settings while it runs. */
  public void set(String... lines) {
    configure(lines);
    run("pg_ctl", "-D", data(), "reload");
  }

  public void startAgain() {
    run("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", folder.resolve("log").toString(), "start");
  }

  /** As by kill -9 of all its processes. */
  public void kill() {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  /** A standby becomes the primary. */
  public void promote() {
    run("pg_ctl", "-D", data(), "-w", "-t", "60", "promote");
  }

  private void makeSchema() {
    try (Connection connection = connect(OWNER);
        Statement statement = connection.createStatement()) {
      for (int version = 1; version <= 3; version++) {
        statement.execute(Files.readString(SCHEMA.resolve("schema-" + version + ".sql")));
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    run(
        "psql",
        "-q",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(port),
        "-v",
        "ON_ERROR_STOP=1",
        "-v",
        "role=" + USER,
        "-v",
        "password=" + PASSWORD,
        "-f",
        readable("role.sql"),
        OWNER);
  }

  /** The checkout may be out of the reach of the server's user. */
  private String readable(String script) {
    try {
      Path copy = folder.resolve(script);
      Files.copy(SCHEMA.resolve(script), copy);
      return copy.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** One host after the other; the driver looks for the primary. */
  public String urlWith(PostgresServer other) {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres".formatted(port, other.port);
  }

  /** What a server needs to join a cluster that shares this database alone. */
  public Map<String, String> settings() {
    return Map.of(
        "cluster.store",
        url(),
        "cluster.user",
        USER,
        "cluster.password",
        PASSWORD,
        "cluster.tls",
        "none",
        "journal.durability",
        "disk");
  }

  /** As the owner, who sees and may do everything. */
  public Connection owner() throws SQLException {
    return connect(OWNER);
  }

  private Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(url(), user, PASSWORD);
  }

  @Override
  public void close() {
    try {
      run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    } catch (IllegalStateException e) {
      // It was stopped by the test.
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
              Files.delete(each);
              return FileVisitResult.CONTINUE;
            }
          });
      Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
