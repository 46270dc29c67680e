/**
 * Who may use the page: login, roles, trusted proxies, and limits for clients. Entry point: {@link
 * orderimport.web.security.WebSecurity}.
 */
@NullMarked
package orderimport.web.security;

import org.jspecify.annotations.NullMarked;
