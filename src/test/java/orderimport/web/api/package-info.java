@org.jspecify.annotations.NullMarked
package orderimport.web.api;
