// Boost.Asio, compiled once for the daemon and all plugins.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
