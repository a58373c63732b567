package io.tollgate.files.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {
  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("any.db"));
    run("CREATE TABLE kept (number INTEGER)");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int rows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM kept")) {
      return result.getInt(1);
    }
  }

  /** As it does by itself when the disk is full. */
  @Test
  void afterSqliteHasEndedOneByItselfTheNextCanBeCommittedAndRolledBack() throws SQLException {
    run("INSERT INTO kept VALUES (1)");
    run("ROLLBACK");
    Transaction.abandon(connection);
    run("INSERT INTO kept VALUES (2)");
    connection.commit();
    run("INSERT INTO kept VALUES (3)");
    Transaction.abandon(connection);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void oneThatIsOpenIsRolledBack() throws SQLException {
    run("INSERT INTO kept VALUES (1)");
    Transaction.abandon(connection);
    run("INSERT INTO kept VALUES (2)");
    connection.commit();
    assertThat(rows()).isEqualTo(1);
  }
}
