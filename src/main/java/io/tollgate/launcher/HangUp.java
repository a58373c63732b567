package io.tollgate.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * SIGHUP asks for a reload, as with other servers; a JVM left to itself stops on it. The JDK's
 * class for signals is not part of its API, so it is looked for.
 */
final class HangUp {
  private static final Logger LOG = LogManager.getLogger(HangUp.class);

  private HangUp() {}

  static void asksFor(Runnable reload) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                reload.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), listener);
    } catch (InvocationTargetException e) {
      // Ignored already (nohup), or a system without it: it stops nothing.
      LOG.debug("SIGHUP is not listened to: {}", String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIGHUP will stop the server: this JDK does not let it be listened to");
    }
  }
}
