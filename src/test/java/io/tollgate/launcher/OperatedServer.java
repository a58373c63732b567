package io.tollgate.launcher;

import java.nio.file.Path;
import java.util.Objects;
import javax.servlet.ServletContext;

/** A server of a test that takes orders as one that was started by {@code bin/tollgate} does. */
public final class OperatedServer implements AutoCloseable {
  private final ControlSocket socket;

  public OperatedServer(Path dataFolder, ServletContext application) {
    Orders orders = new Orders(application);
    socket = Objects.requireNonNull(ControlSocket.open(dataFolder, orders::carryOut));
  }

  @Override
  public void close() {
    socket.close();
  }
}
