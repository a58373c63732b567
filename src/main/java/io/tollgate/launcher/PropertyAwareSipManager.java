package io.tollgate.launcher;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.lang.reflect.Field;
import org.mobicents.servlet.sip.core.session.SipStandardManager;

/**
 * Tomcat 7.0.109 copies the context's listeners into a {@code PropertyChangeListener[]} and counts
 * the manager among them; Restcomm's own manager does not implement the interface, which ends in an
 * {@code ArrayStoreException}. Sessions are not kept over a restart.
 */
public final class PropertyAwareSipManager extends SipStandardManager
    implements PropertyChangeListener {

  /** Public, since a Restcomm container of the operator's makes it from its context.xml. */
  public PropertyAwareSipManager() {
    setPathname(null);
    serve(new ServedSessions());
  }

  /** The manager makes its delegate itself, in a field of its own, and has no setter for it. */
  private void serve(ServedSessions sessions) {
    try {
      Field delegate =
          SipStandardManager.class.getSuperclass().getDeclaredField("sipManagerDelegate");
      delegate.setAccessible(true);
      delegate.set(this, sessions);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "SipStandardManager: no field sipManagerDelegate (expected: Restcomm 3.2)", e);
    }
  }

  @Override
  public void propertyChange(PropertyChangeEvent event) {
    // Only the session timeout of web.xml is announced this way, and it is set before the start.
  }
}
