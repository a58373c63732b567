package io.tollgate.deferred;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeferredStoreTest implements DeferredStoreContract {

  @TempDir Path folder;
  private DeferredStore store;

  @BeforeEach
  void open() throws DeferredStoreException {
    store = SqliteDeferredStore.open(folder.resolve("deferred.db"));
  }

  @AfterEach
  void close() throws DeferredStoreException {
    store.close();
  }

  @Override
  public DeferredStore store() {
    return store;
  }
}
