package io.tollgate.journal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.store.JournalException.Fault;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void aConnectionThatGoesInTheMiddleOfABatchIsOneThatMayComeBack() {
    PreparedStatement broken =
        (PreparedStatement)
            Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("getAutoCommit() should not throw");
                });
    assertThatThrownBy(() -> Batch.execute(broken))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(PostgresFaults.of(e).fault()).isEqualTo(Fault.UNAVAILABLE));
  }
}
